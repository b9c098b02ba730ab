"""Common words of company names in Latin letters that are one idea with a word of `concepts`.

One line per idea: the English word that other scripts are translated into, then what companies
write for it in Latin letters, folded: English synonyms first, then French, Spanish, Portuguese,
Italian, German, Dutch, Polish and Turkish, then Russian and Japanese words spelt in Latin.
"""

from functools import cache

_SYNONYMS = """
group: grupo groupe gruppe gruppo grup gruppa holding holdings gurupu
bank: banks banking banque banco banca bankasi ginko yinhang
insurance: assurance assurances assicurazioni versicherung seguros sigorta strakhovanie hoken
trading: trade trades commercial commerce handel comercio commerciale ticaret shoji boeki torgovy
    torgovyi merchants
university: universite universidad universidade universita universitaet universitat universiteit
    uniwersytet universitesi universitet daigaku daehakgyo
institute: institut instituto istituto enstitusu kenkyusho
hospital: hopital ospedale krankenhaus hastanesi byoin
school: schule ecole escuela escola scuola okulu shkola
hotel: hotels hotell otel
restaurant: restaurants ristorante restaurante
construction: constructions building builders contracting contractors construccion bau insaat
    kensetsu stroy
engineering: ingenierie ingenieria muhendislik kogyo
industries: industry industrial industrie industria sanayi sangyo
manufacturing: manufacturer manufacturers works plant factory seisakusho zavod fabrika mill mills
electric: electrical electricity power elektrik denki denryoku
electronics: electronic elektronik denshi
energy: energie energia enerji energetika
oil: petroleum petrol petrole neft neftyanaya
chemical: chemicals chemistry chimie chemie kimya kagaku
pharmaceuticals: pharmacy medicine medicines drug drugs seiyaku yakuhin ilac
medical: medicals health healthcare saglik
steel: iron metallurgical metallurgy celik seitetsu
motors: motor automotive automobile automobiles auto cars otomotiv jidosha avto
airlines: airline airways air aviation aerolineas havayollari koku avialinii
railways: railway railroad rail rails demiryollari tetsudo
transport: transportation transports freight haulage nakliyat unyu unso
logistics: logistic logistica logistik lojistik butsuryu
shipping: marine maritime navigation lines kaiun denizcilik
technology: tech technologies technical teknoloji gijutsu tekhnologii
software: softwares
systems: system systemes sistemas
services: service servicios hizmetleri servis
solutions: solution
consulting: consultants consultancy consultant danismanlik
media: medya
telecommunications: telecom telecoms communication communications telekom tsushin
foods: food gida shokuhin
beverages: beverage drinks icecek
textiles: textile tekstil
investment: investments invest yatirim
capital: kapital
securities: security shoken
financial: finance finances finans
properties: property realty estate estates gayrimenkul fudosan
development: developments developers kalkinma kaihatsu
center: centers centro zentrum centrum merkezi
international: internationale internacional uluslararasi kokusai
national: nationale nacional ulusal
brothers: bros
sons: son
association: society federation dernegi kyokai
foundation: fondation fundacion vakfi
machinery: machine machines
equipment: equipments
materials: material
paper: papers pulp
mining: mines minerals
metals: metal metallic
water: waterworks
agriculture: agricultural agri agro farm farms farming
education: educational
network: networks
information: informatics
computer: computers
semiconductor: semiconductors
shipbuilding: shipyard shipyards
printing: printers print
packaging: packing
clothing: apparel garments garment fashion
jewelry: jewellery jewelers jewellers
travel: tourism tours tour
advertising: advertisement
brewery: beer breweries brewing
store: stores shop shops
supermarket: supermarkets
law: legal lawyers attorneys advocates
theater: theatre
north: northern
south: southern
east: eastern orient oriental
west: western
life: living
beijing: peking pekin
guangzhou: canton
mumbai: bombay
calcutta: kolkata
chennai: madras
kyiv: kiev
busan: pusan
petersburg: peterburg
greece: hellenic greek hellas ellinikos elliniki
japan: nippon nihon japanese
china: chinese zhongguo chunghwa
korea: korean hanguk daehan
india: indian bharat hind hindustan
russia: russian rossiya rossiyskaya
ukraine: ukrainian ukrainy ukraina
egypt: egyptian misr
israel: israeli
saudi: saudia
america: american usa
germany: german deutsche deutschland
turkey: turkish turkiye turk
georgia: georgian
armenia: armenian
iran: iranian
serbia: serbian srbije srbija
bulgaria: bulgarian
kuwait: kuwaiti
qatar: qatari
jordan: jordanian
kazakhstan: kazakh
poland: polish polska
france: french
italy: italian
spain: spanish
switzerland: swiss
city: town district county township province prefecture region rayon raion oblast shi ku ken gun
    zhen xian qu sheng xiang
"""


@cache
def english() -> dict[str, str]:
    """Return the idea of each word, folded."""
    found: dict[str, str] = {}
    idea = ""
    for word in _SYNONYMS.split():
        if word.endswith(":"):
            idea = word[:-1]
        else:
            found[word] = idea
    return found
