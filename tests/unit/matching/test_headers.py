"""What a column is called says what it is, in any language and whatever stands beside it."""

import pytest

from sfdesk.domain.matching import column_names
from sfdesk.domain.matching.headers import plain, recognise
from sfdesk.domain.records import Kind


def _meant(line: str, kind: Kind = Kind.ACCOUNT, **named: str) -> dict[str, str]:
    """Return what each header of a line became, without those that became nothing."""
    headers = line.split(",")
    found = recognise(headers, kind, named)
    meant = {headers[at]: name for name, places in found.fields.items() for at in places}
    for more in (found.keys, found.others):
        meant |= {headers[at]: name for name, at in more.items()}
    return meant | ({headers[found.id]: "id"} if found.id >= 0 else {})


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("Firmenname,Straße,Hausnummer,PLZ,Ort", "name street street_number postcode city"),
        ("Société,Adresse,Code postal,Ville,Téléphone", "name street postcode city phone"),
        ("Razón social,Dirección,Población,País", "name street city country"),
        ("Ragione sociale,Indirizzo,CAP,Città", "name street postcode city"),
        ("Bedrijfsnaam,Straatnaam,Huisnummer,Plaats", "name street street_number city"),
        ("Nome da empresa,Endereço,Código postal,País", "name street postcode country"),
        ("Nazwa firmy,Ulica,Miejscowość,Województwo", "name street city state"),
        ("Företag,Gatuadress,Postnummer,E-post", "name street postcode email"),
        ("会社名,住所,電話番号,郵便番号", "name street phone postcode"),
        ("企业名称,地址,城市,电话", "name street city phone"),
        ("회사명,주소,도시,전화번호", "name street city phone"),
        ("Название,Улица,Город,Телефон", "name street city phone"),
        ("Company name,Street Address,State/Region", "name street state"),
        ("Country/Region,Postal Code,Phone Number", "country postcode phone"),
        ("Mobile Phone Number,Company Domain Name", "mobile website"),
        ("Account Name,Billing Address Line 1", "name street"),
        ("Billing Zip/Postal Code,Billing State/Province", "postcode state"),
        ("Customer Number,Company Number", "customer_no registration_number"),
    ],
)
def test_headers_are_known_in_the_languages_of_business(line: str, meant: str) -> None:
    expected = dict(zip(line.split(","), meant.split(), strict=True))
    found = _meant(f"id,{line}")
    assert found["id"] == "id"
    # All columns of a street make one field.
    streets = {header: name.replace("street_number", "street") for header, name in expected.items()}
    assert {header: found[header] for header in expected} == streets


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("Nom,Prénom,Société", "name first_name account"),
        ("Cognome,Nome,Azienda,Ruolo", "last_name name account title"),
        ("Apellidos,Nombre,Fecha de nacimiento", "last_name name birth_date"),
        ("姓,名,役職", "last_name name title"),
        ("Фамилия,Имя,Должность", "last_name name title"),
        ("First Name,Contact Title,Account Name", "first_name title account"),
    ],
)
def test_people_are_known_in_them_too(line: str, meant: str) -> None:
    expected = dict(zip(line.split(","), meant.split(), strict=True))
    assert _meant(f"id,{line}", Kind.CONTACT) == {"id": "id"} | expected


@pytest.mark.parametrize("kind", Kind)
def test_no_word_means_two_things(kind: Kind) -> None:
    meant = {"id": column_names.ID, "number": column_names.NUMBER}
    meant |= column_names.COMMON | column_names.KEYS | column_names.OF_KIND[kind]
    known: dict[str, str] = {}
    for name, words in meant.items():
        for word in {name, *map(plain, words.split())}:
            assert known.setdefault(word, name) == name


def test_a_header_of_signs_alone_still_takes_part() -> None:
    found = recognise(["id", "★", "name", "☎"], Kind.ACCOUNT, {})
    assert found.others == {"★": 1, "☎": 3}


@pytest.mark.parametrize("line", ["id,Account Number,Street", "id,Customer Number,Street,City"])
def test_the_number_of_an_account_is_no_number_of_a_house(line: str) -> None:
    found = recognise(line.split(","), Kind.ACCOUNT, {})
    assert found.fields["street"] == (2,)
    assert list(found.keys.values()) == [1]


def test_a_number_is_one_of_a_house_beside_a_street_alone() -> None:
    assert recognise(["id", "Street", "No"], Kind.ACCOUNT, {}).fields["street"] == (2, 1)
    assert "street" not in recognise(["id", "No", "Name"], Kind.ACCOUNT, {}).fields


def test_the_exact_name_goes_before_another_word_for_it() -> None:
    assert _meant("id,Name,Type,Industry") == {"id": "id", "Name": "name", "Industry": "industry"}


def test_billing_and_shipping_are_not_mixed() -> None:
    line = "id,Billing Street,Billing City,Shipping Street,Shipping City,Shipping Address Line 2"
    expected = {"id": "id", "Billing Street": "street", "Billing City": "city"}
    assert _meant(line) == expected


@pytest.mark.parametrize(
    ("line", "kind", "own"),
    [
        ("Account ID,Last Name,Contact ID", Kind.CONTACT, "Contact ID"),
        ("Owner ID,Name,Account ID", Kind.ACCOUNT, "Account ID"),
        ("Record ID,Name,Account ID", Kind.ACCOUNT, "Record ID"),
        ("Key,Name,Id", Kind.ACCOUNT, "Id"),
        ("Kundennummer,Name", Kind.ACCOUNT, "Kundennummer"),
        ("Nr,Name,Ort", Kind.ACCOUNT, "Nr"),
    ],
)
def test_the_id_of_the_kind_of_record_is_its_own(line: str, kind: Kind, own: str) -> None:
    headers = line.split(",")
    assert headers[recognise(headers, kind, {}).id] == own


def test_a_named_column_goes_before_every_other() -> None:
    assert _meant("id,name,billing_name", billing_name="name") == {
        "id": "id", "billing_name": "name",
    }  # fmt: skip
    assert _meant("Id,Kunde,Name", Kunde="id") == {"Kunde": "id", "Name": "name"}
    assert _meant("id,Weg,Haus", Weg="street", Haus="street")["Haus"] == "street"
