"""What people call the columns of their files, in the languages that business is done in.

Words are written as they read; a space within a name is an underscore. Whoever looks a header up
folds both alike, so accents, capitals and the spelling in Latin letters make no difference.
"""

from sfdesk.domain.records import Kind

ID = (
    "rec_id record_id recid uid key left_id right_id rid unique_id row_id identifier identifiant "
    "identificador record_id_contact record_id_company"
)
COMMON = {
    "street": "address address1 address_1 address_line_1 addr addr1 street1 street_1 "
    "street_address road street_name street_line_1 adresse_1 straße straßenname anschrift "
    "adresse straße_nr straße_hausnummer straße_und_hausnummer rue voie calle domicilio "
    "dirección via indirizzo straat straatnaam adres rua endereço morada logradouro ulica gata "
    "gatuadress adress gade vej gatenavn katuosoite osoite 住所 所在地 地址 街道 街道地址 "
    "详细地址 주소 도로명주소 улица",
    "street_2": "address2 address_2 address_line_2 addr2 street2 street_line_2 adresse_2",
    "street_3": "address3 address_3 address_line_3 addr3 street3 street_line_3 adresse_3",
    "street_number": "house_number house_no house_nr street_no housenumber hausnummer hausnr "
    "haus_nr straßennummer numéro_de_rue numero_civico civico huisnummer huisnr número_exterior "
    "numer_domu nr_domu husnummer husnr 番地 门牌号 номер_дома дом",
    "city": "town suburb locality municipality place city_name town_city city_town ort stadt "
    "wohnort gemeinde ville commune localité ciudad localidad población municipio città comune "
    "località plaats woonplaats stad cidade localidade miasto miejscowość postort by poststed "
    "kommun kaupunki postitoimipaikka 市区町村 市町村 城市 도시 시군구 город населённый_пункт",
    "state": "province region county state_code state_province stateprovince state_region "
    "bundesland kanton provincia regione provincie województwo 都道府県 省 省份 시도 область",
    "postcode": "zip zipcode zip_code postal_code postalcode post_code postal pcode "
    "zip_postal_code zip_post_code plz postleitzahl code_postal cp código_postal cap "
    "codice_postale cep kod_pocztowy postnummer postnr postinumero 郵便番号 邮编 邮政编码 "
    "郵遞區號 우편번호 индекс почтовый_индекс",
    "country": "country_code country_region country_name nation land staat pays país paese "
    "nazione kraj państwo maa 国 国名 国家 국가 страна",
    "phone": "telephone phone_number phone1 phone_1 telephone_number phone_no tel_no telefon "
    "telefonnummer telefonnr telefon_nr rufnummer festnetz tél numéro_de_téléphone "
    "n_de_téléphone teléfono número_de_teléfono telefoon telefoonnummer telefone numer_telefonu "
    "puhelin puhelinnumero 電話番号 電話 电话号码 联系电话 전화 전화번호 номер_телефона",
    "mobile": "cell mobile_phone cellphone cell_phone mobile_number mobile_phone_number "
    "mobilephone handy handynummer mobil mobiltelefon mobilnummer portable téléphone_portable "
    "téléphone_mobile móvil teléfono_móvil celular cellulare mobiel telemóvel telefon_komórkowy "
    "komórka 携帯電話 携帯番号 携帯 手机 手机号 手机号码 휴대폰 휴대전화 휴대폰번호 мобильный "
    "мобильный_телефон",
    "website": "url web homepage domain domain_name website_url web_site www site internet "
    "web_address webseite internetseite internetadresse site_web site_internet sitio_web "
    "página_web sito sito_web strona_internetowa strona_www hemsida hjemmeside nettside "
    "ウェブサイト ホームページ 网站 网址 홈페이지 웹사이트 сайт веб_сайт",
    "email": "e_mail mail email_address e_mail_address emailaddress email1 email_1 mail_address "
    "e_mail_adresse email_adresse emailadresse mailadresse courriel adresse_e_mail adresse_email "
    "correo correo_electrónico posta_elettronica e_mailadres emailadres adres_e_mail e_post "
    "epost e_postadress sähköposti メールアドレス メール eメール 邮箱 电子邮件 电子邮箱 이메일 "
    "эл_почта электронная_почта почта",
    "birth_date": "dob birthdate date_of_birth birthday dateofbirth birth born geburtsdatum "
    "geburtstag date_de_naissance fecha_de_nacimiento fecha_nacimiento data_di_nascita "
    "geboortedatum data_de_nascimento data_urodzenia födelsedatum fødselsdato fødselsdag "
    "生年月日 出生日期 生日 생년월일 дата_рождения",
    "alias": "aka dba other_name trade_name trading_name alternate_name alt_name former_name "
    "short_name also_known_as doing_business_as nom_commercial nombre_comercial nome_fantasia",
}
OF_KIND = {
    Kind.ACCOUNT: {
        "name": "company account account_name company_name organisation organization org_name "
        "organisation_name organization_name business_name legal_name registered_name firm "
        "institution title display_name entity_name business trading_as customer_name "
        "client_name supplier_name vendor_name billing_name name1 name_1 firma firmenname "
        "firmenbezeichnung unternehmen unternehmensname bezeichnung nom société entreprise "
        "raison_sociale dénomination nom_de_lentreprise nom_de_la_société nom_entreprise nombre "
        "empresa nombre_empresa nombre_de_la_empresa compañía sociedad razón_social azienda "
        "ragione_sociale denominazione nome_azienda nome bedrijf bedrijfsnaam naam "
        "nome_da_empresa razão_social nazwa nazwa_firmy przedsiębiorstwo spółka företag "
        "företagsnamn bolag firmanavn firmanamn virksomhed virksomhedsnavn selskap selskapsnavn "
        "bedrift navn namn yritys yrityksen_nimi nimi 会社名 会社 企業名 法人名 社名 取引先名 "
        "団体名 公司 公司名称 公司名 企业 企业名称 单位名称 名称 회사명 회사 업체명 상호 기업명 "
        "법인명 название название_компании название_организации наименование "
        "наименование_организации компания организация предприятие",
        "industry": "type category sector cuisine industry_name class branche secteur "
        "secteur_dactivité settore branża bransch bransje 業種 行业 업종 отрасль",
    },
    Kind.CONTACT: {
        "name": "full_name fullname contact contact_name person person_name display_name "
        "customer_name client_name billing_name nom nom_complet nombre nombre_completo nome "
        "nome_completo naam volledige_naam imię_i_nazwisko navn namn nimi vollständiger_name "
        "氏名 名前 お名前 担当者名 名 姓名 名字 이름 성명 имя фио полное_имя",
        "first_name": "firstname given_name givenname forename fname first given vorname prénom "
        "voornaam primer_nombre primeiro_nome imię förnamn fornavn etunimi",
        "last_name": "lastname surname family_name familyname lname last sname family nachname "
        "familienname zuname nom_de_famille apellido apellidos cognome achternaam sobrenome "
        "apelido último_nome nazwisko efternamn efternavn etternavn sukunimi 姓 姓氏 성 фамилия",
        "account": "company account_name company_name organisation organization employer org "
        "organisation_name organization_name org_name business business_name supplier_name "
        "vendor_name institution affiliation works_for firma firmenname unternehmen arbeitgeber "
        "société entreprise nom_de_lentreprise empresa compañía azienda bedrijf bedrijfsnaam "
        "nome_da_empresa nazwa_firmy företag virksomhed selskap yritys 会社名 会社 企業名 社名 "
        "公司 公司名称 公司名 企业名称 회사명 회사 компания организация название_компании",
        "title": "job_title jobtitle position role function job contact_title business_title "
        "work_title funktion berufsbezeichnung poste fonction cargo puesto ruolo qualifica "
        "functie stanowisko befattning stilling 役職 肩書 职位 职务 직책 직위 직함 должность",
    },
}  # fmt: skip
KEYS = {
    "customer_no": "customer_number customer_nr client_number client_no kundennummer kundennr "
    "kunden_nr kdnr numéro_client número_de_cliente numero_cliente klantnummer numer_klienta "
    "kundnummer kundenummer 顧客番号 客户编号 номер_клиента",
    "account_number": "account_no account_nr",
    "registration_number": "company_number company_no company_registration_number",
    "supplier_no": "supplier_number vendor_number vendor_no lieferantennummer",
} | dict.fromkeys(("ein", "duns", "lei", "vat", "vat_number", "tax_no", "erp_no", "ssn"), "")
"""Numbers that others gave a record: equal ones say that two records are the same."""
NUMBER = "number no nr num número nummer"
"""The number of a house where it stands beside a street, and of the record elsewhere."""
