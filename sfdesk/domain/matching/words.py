"""Words that carry little: legal forms, abbreviations, words of groups and branches, free mail.

Legal forms follow ISO 20275 (the list of entity legal forms) in their common short spellings.
"""


def split_words(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


LEGAL_FORMS = split_words(
    """
    inc incorporated corp corporation co company llc llp lllp lp ltd limited plc pllc pc pa cic cio
    gmbh mbh ag kg kgaa ohg gbr ug ek ev eg se sce sa sas sasu sarl eurl sca scs snc sci spa srl
    srls sapa scarl sl slu slne sau slp scl sc sccl cv nv bv bvba vof cvba sprl asbl vzw ab hb as
    asa ans da ba aps is ivs oy oyj ab abp ky tmi ry zao oao ooo pao ao too tov pat prat ip
    sia uab mb tuo ou mtu sro as ks vos spol kft bt nyrt zrt kkt rt doo dd jdoo ad ead ood eood
    srl pt tbk cv bhd sdn pte pty ptyltd prop kk gk yk kabushiki kaisha kabushikigaisha godo
    co ltda ltd me epp eireli sapi sab rl cia cv sofom anonim sirketi sti ltdsti as tas
    holding holdings kaubamajade aktiengesellschaft gesellschaft haftung beschrankter mit
    aktiebolag aktieselskab anpartsselskab osakeyhtio societe anonyme sociedad anonima
    sociedade naamloze vennootschap besloten lda unipessoal nl lc psc fze fzco fzc dmcc wll
    ehf hf ohf slhf teo trust fund jsc pjsc ojsc cjsc pvt pcl
    """
) - frozenset({"holding", "holdings", "trust", "fund", "is", "nl", "mit", "me", "ip", "ba", "da"})
"""Tokens that say in which legal form a company is held, folded to plain letters."""

ABBREVIATIONS = {
    "intl": "international",
    "internl": "international",
    "int": "international",
    "mfg": "manufacturing",
    "mfr": "manufacturer",
    "mfrs": "manufacturers",
    "svc": "service",
    "svcs": "services",
    "srvs": "services",
    "serv": "services",
    "dept": "department",
    "univ": "university",
    "uni": "university",
    "inst": "institute",
    "tech": "technology",
    "technol": "technology",
    "technologies": "technology",
    "assn": "association",
    "assoc": "associates",
    "assocs": "associates",
    "bros": "brothers",
    "mgmt": "management",
    "mgt": "management",
    "natl": "national",
    "nat": "national",
    "ind": "industries",
    "inds": "industries",
    "indus": "industries",
    "eng": "engineering",
    "engg": "engineering",
    "engr": "engineering",
    "grp": "group",
    "sys": "systems",
    "syst": "systems",
    "sol": "solutions",
    "solns": "solutions",
    "dist": "distribution",
    "distr": "distribution",
    "hosp": "hospital",
    "med": "medical",
    "ctr": "center",
    "cntr": "center",
    "centre": "center",
    "comm": "communications",
    "comms": "communications",
    "telecom": "telecommunications",
    "fin": "financial",
    "pharm": "pharmaceuticals",
    "pharma": "pharmaceuticals",
    "pharmaceutical": "pharmaceuticals",
    "lab": "laboratory",
    "labs": "laboratories",
    "equip": "equipment",
    "prod": "products",
    "prods": "products",
    "elec": "electric",
    "constr": "construction",
    "const": "construction",
    "dev": "development",
    "govt": "government",
    "hldg": "holding",
    "hldgs": "holdings",
    "trans": "transport",
    "transp": "transport",
    "ins": "insurance",
    "invest": "investment",
    "invs": "investments",
    "rest": "restaurant",
    "bldg": "building",
    "cmnty": "community",
    "comty": "community",
    "sch": "school",
    "coll": "college",
    "acad": "academy",
    "ft": "fort",
    "mt": "mount",
    "saint": "st",
    "sainte": "ste",
    "labour": "labor",
    "theatre": "theater",
    "und": "and",
    "et": "and",
    "og": "and",
    "och": "and",
    "amp": "and",
}
"""Short spellings and their long ones; both sides are written out, so either may be the given."""

STREET_WORDS = {
    "street": "st",
    "avenue": "ave",
    "av": "ave",
    "aven": "ave",
    "boulevard": "blvd",
    "boul": "blvd",
    "bl": "blvd",
    "road": "rd",
    "drive": "dr",
    "lane": "ln",
    "court": "ct",
    "place": "pl",
    "square": "sq",
    "highway": "hwy",
    "parkway": "pkwy",
    "pky": "pkwy",
    "circle": "cir",
    "terrace": "ter",
    "trail": "trl",
    "turnpike": "tpke",
    "expressway": "expy",
    "freeway": "fwy",
    "route": "rte",
    "plaza": "plz",
    "suite": "ste",
    "floor": "fl",
    "building": "bldg",
    "apartment": "apt",
    "north": "n",
    "south": "s",
    "east": "e",
    "west": "w",
    "northeast": "ne",
    "northwest": "nw",
    "southeast": "se",
    "southwest": "sw",
    "first": "1st",
    "second": "2nd",
    "third": "3rd",
    "fourth": "4th",
    "fifth": "5th",
    "sixth": "6th",
    "seventh": "7th",
    "eighth": "8th",
    "ninth": "9th",
    "tenth": "10th",
    "mount": "mt",
    "fort": "ft",
    "saint": "st",
    "strasse": "str",
    "platz": "pl",
}
"""Words of an address and their short spelling; both sides are shortened."""

GROUP_WORDS = split_words(
    """
    holding holdings group parent international worldwide global americas america europe asia
    pacific canada usa us uk north south east west northern southern eastern western central
    regional branch division subsidiary campus region district ventures capital foundation
    services online main extension satellite
    """
)
"""Words that tell a part or a parent of a company from the company itself."""

FREE_MAIL = split_words(
    """
    gmail.com googlemail.com yahoo.com yahoo.co.uk yahoo.de yahoo.fr hotmail.com hotmail.co.uk
    outlook.com outlook.de live.com msn.com aol.com icloud.com me.com mac.com gmx.de gmx.net
    gmx.com gmx.at gmx.ch web.de t-online.de freenet.de posteo.de mail.com mail.ru yandex.ru
    yandex.com bk.ru inbox.ru list.ru rambler.ru qq.com 163.com 126.com sina.com foxmail.com
    naver.com hanmail.net daum.net proton.me protonmail.com pm.me zoho.com fastmail.com
    comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net orange.fr
    wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it alice.it tin.it uol.com.br
    bol.com.br terra.com.br rediffmail.com btinternet.com btopenworld.com sky.com ntlworld.com
    virginmedia.com bigpond.com optusnet.com.au telstra.com xtra.co.nz seznam.cz wp.pl o2.pl
    onet.pl interia.pl abv.bg ukr.net hush.com example.com
    """
) - frozenset({"example.com"})
"""Mail domains that anybody can have: equal ones say nothing of the company."""

HOSTING = split_words(
    """
    facebook.com linkedin.com twitter.com x.com instagram.com youtube.com wixsite.com wix.com
    wordpress.com blogspot.com weebly.com squarespace.com godaddysites.com business.site
    sites.google.com google.com github.io tumblr.com medium.com etsy.com shopify.com
    myshopify.com jimdo.com jimdosite.com webs.com yelp.com tripadvisor.com linktr.ee bit.ly
    goo.gl wikipedia.org webnode.com strikingly.com site123.me tripod.com angelfire.com
    """
)
"""Sites that host pages of many companies: equal ones say nothing of the company."""

ROLE_MAILBOXES = split_words(
    """
    info sales contact office admin support hello hr jobs careers billing accounts accounting
    accountspayable ap ar finance marketing team mail service services help helpdesk enquiries
    inquiries general reception webmaster postmaster noreply no-reply orders purchasing press
    media legal security privacy it buchhaltung einkauf verkauf vertrieb kontakt post
    """
)
"""Local parts of mailboxes that a team reads, not a person."""

HONORIFICS = split_words(
    """
    mr mrs ms miss mx dr prof professor sir dame lady lord rev reverend fr hon herr frau dipl ing
    mag mme mlle sr sra srta don dona jr sr ii iii iv phd md mba esq cpa dds rn pe jd edd dphil
    msc bsc ma ba
    """
)
"""Titles before and after a person's name."""

PARTICLES = split_words(
    "van von de der den del della di da dos das du la le el al bin ibn ben ter ten zu zur"
)
"""Small words inside surnames that some systems drop."""

PLACEHOLDERS = split_words(
    """
    n/a na none null nil unknown unbekannt test testing asdf xxx tbd tba - -- . ? 0 nan undefined
    keine not available no name noname
    """
) - frozenset({"no", "name", "not"})
"""Texts that mean that nobody knew. They count as blank."""

COUNTRIES = {
    "us": "us", "usa": "us", "united states": "us", "united states of america": "us",
    "u s": "us", "u s a": "us", "america": "us",
    "uk": "gb", "gb": "gb", "gbr": "gb", "united kingdom": "gb", "great britain": "gb",
    "england": "gb", "scotland": "gb", "wales": "gb",
    "germany": "de", "deutschland": "de", "deu": "de", "france": "fr", "fra": "fr",
    "spain": "es", "espana": "es", "esp": "es", "italy": "it", "italia": "it", "ita": "it",
    "netherlands": "nl", "the netherlands": "nl", "holland": "nl", "nld": "nl",
    "belgium": "be", "switzerland": "ch", "schweiz": "ch", "suisse": "ch", "austria": "at",
    "oesterreich": "at", "poland": "pl", "polska": "pl", "sweden": "se", "sverige": "se",
    "norway": "no", "denmark": "dk", "finland": "fi", "ireland": "ie", "portugal": "pt",
    "czech republic": "cz", "czechia": "cz", "hungary": "hu", "romania": "ro", "greece": "gr",
    "russia": "ru", "russian federation": "ru", "rossiya": "ru", "ukraine": "ua", "turkey": "tr",
    "japan": "jp", "jpn": "jp", "china": "cn", "prc": "cn", "chn": "cn", "south korea": "kr",
    "korea": "kr", "republic of korea": "kr", "india": "in", "ind": "in", "australia": "au",
    "aus": "au", "new zealand": "nz", "canada": "ca", "can": "ca", "mexico": "mx", "brazil": "br",
    "brasil": "br", "argentina": "ar", "chile": "cl", "colombia": "co", "south africa": "za",
    "israel": "il", "singapore": "sg", "hong kong": "hk", "taiwan": "tw", "uae": "ae",
    "united arab emirates": "ae", "saudi arabia": "sa", "egypt": "eg", "nigeria": "ng",
}  # fmt: skip
"""Names of countries, folded, and their ISO 3166 codes in small letters."""

STATES = {
    "alabama": "al", "alaska": "ak", "arizona": "az", "arkansas": "ar", "california": "ca",
    "colorado": "co", "connecticut": "ct", "delaware": "de", "florida": "fl", "georgia": "ga",
    "hawaii": "hi", "idaho": "id", "illinois": "il", "indiana": "in", "iowa": "ia",
    "kansas": "ks", "kentucky": "ky", "louisiana": "la", "maine": "me", "maryland": "md",
    "massachusetts": "ma", "michigan": "mi", "minnesota": "mn", "mississippi": "ms",
    "missouri": "mo", "montana": "mt", "nebraska": "ne", "nevada": "nv", "new hampshire": "nh",
    "new jersey": "nj", "new mexico": "nm", "new york": "ny", "north carolina": "nc",
    "north dakota": "nd", "ohio": "oh", "oklahoma": "ok", "oregon": "or", "pennsylvania": "pa",
    "rhode island": "ri", "south carolina": "sc", "south dakota": "sd", "tennessee": "tn",
    "texas": "tx", "utah": "ut", "vermont": "vt", "virginia": "va", "washington": "wa",
    "west virginia": "wv", "wisconsin": "wi", "wyoming": "wy", "district of columbia": "dc",
    "puerto rico": "pr", "ontario": "on", "quebec": "qc", "british columbia": "bc",
    "alberta": "ab", "manitoba": "mb", "saskatchewan": "sk", "nova scotia": "ns",
    "new south wales": "nsw", "victoria": "vic", "queensland": "qld", "western australia": "wa",
    "south australia": "sa", "tasmania": "tas",
}  # fmt: skip
"""Names of states and provinces and what people write for short."""
