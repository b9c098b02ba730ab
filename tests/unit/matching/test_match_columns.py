"""What is said of the columns of two files is true, and what a person says of them binds."""

import csv
from pathlib import Path

import pytest

from sfdesk.actions.matching_files import MatchFilesReport, match_files
from sfdesk.domain.matching.model import Shape
from sfdesk.domain.records import Kind
from sfdesk.errors import InputError
from sfdesk.ticket import Ticket


def _matched(
    folder: Path, left: str, right: str, kind: Kind = Kind.ACCOUNT, **named: str
) -> tuple[MatchFilesReport, set[tuple[str, str]]]:
    """Match two files, given as lines between "/", and return the report and the links."""
    for name, lines in (("left", left), ("right", right)):
        text = lines.replace("/", "\n") + "\n"
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    report = match_files(
        folder / "left.csv", folder / "right.csv", kind, shape=Shape.ONE_TO_ONE,
        out=folder / "out.csv", explain=None, columns=named, ticket=Ticket(),
    )  # fmt: skip
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        return report, {(row["left_id"], row["right_id"]) for row in csv.DictReader(file)}


PEOPLE = "Id,First Name,Last Name,City/b,Sabine,Meier,Ulm/c,Udo,Lang,Bonn"


def test_firms_with_german_headers_are_found(tmp_path: Path) -> None:
    left = (
        "Kundennummer;Firmenname;Straße;Hausnummer;PLZ;Ort/"
        "K1;Hotel Adler;Marktplatz;1;79098;Freiburg/"
        "K2;Hotel Adler;Hauptstr.;20;88212;Ravensburg/K3;Autohaus Krüger;Am Ring;12;30159;Hannover"
    )
    right = (
        "Id,Name,Street,City,Zip/1,Hotel Adler,Marktplatz 1,Freiburg,79098/"
        "2,Hotel Adler,Hauptstr. 20,Ravensburg,88212/3,Autohaus Krueger,Am Ring 12,Hannover,30159"
    )
    report, links = _matched(tmp_path, left, right, Kundennummer="id")
    assert links == {("K1", "1"), ("K2", "2"), ("K3", "3")}
    assert (report.used, report.not_used) == (("name", "place"), ())


@pytest.mark.parametrize(
    "text", ["id,会社名,住所/1,東京電力,千代田区", "id,Название,Город/1,Газпром,Москва"]
)
def test_headers_of_other_scripts_are_known(tmp_path: Path, text: str) -> None:
    report, links = _matched(tmp_path, text, text)
    assert links == {("1", "1")}
    assert report.line == "Compared name, place."


@pytest.mark.parametrize(
    "left",
    [
        "Id,Name,Vorname,Ort/1,Meier,Sabine,Ulm/2,Lang,Udo,Bonn",
        "Id,Name,Vorname,Ort/1,Sabine Meier,Sabine,Ulm/2,Udo Lang,Udo,Bonn",
        'Id,Name,Vorname,Ort/1,"Meier, Sabine",Sabine,Ulm/2,"Lang, Udo",Udo,Bonn',
        "Id,Name,Surname,City/1,Sabine,Meier,Ulm/2,Udo,Lang,Bonn",
        "Id,Name,Surname,City/1,Sabine Meier,Meier,Ulm/2,Udo Lang,Lang,Bonn",
        "Id,Name,City/1,Sabine Meier,Ulm/2,Udo Lang,Bonn",
    ],
)
def test_a_name_beside_half_a_name_is_the_other_half(tmp_path: Path, left: str) -> None:
    report, links = _matched(tmp_path, left, PEOPLE, Kind.CONTACT)
    assert links == {("1", "b"), ("2", "c")}
    assert report.not_used == ()
    others = PEOPLE.replace("Meier", "Krause").replace("Lang", "Zander")
    assert not _matched(tmp_path, left, others, Kind.CONTACT)[1]


@pytest.mark.parametrize(
    ("named", "says", "hint"),
    [
        ({"name": "naem"}, "naem is no field that name could be", "Did you mean name=name?"),
        ({"city": "zip"}, "zip is no field that city could be", "Did you mean city=postcode?"),
        ({"name": "id", "city": "id"}, "left.csv: name and city cannot both be id", "only street"),
    ],
)
def test_what_a_column_cannot_be_is_an_error(
    tmp_path: Path, named: dict[str, str], says: str, hint: str
) -> None:
    text = "no,name,city/1,Nordwind,Leeds"
    with pytest.raises(InputError) as caught:
        _matched(tmp_path, text, text, Kind.ACCOUNT, **named)
    assert caught.value.title == says
    assert hint in caught.value.hint


def test_a_column_of_each_file_may_be_given_the_same_field(tmp_path: Path) -> None:
    left, right = "id,Kunde/1,Nordwind/2,Bluepeak", "id,Partner/1,Nordwind/2,Bluepeak"
    _report, links = _matched(tmp_path, left, right, Kunde="name", Partner="name")
    assert links == {("1", "1"), ("2", "2")}


def test_every_column_that_is_not_compared_is_listed_as_it_reads(tmp_path: Path) -> None:
    head = "id,Name,Größe,Owner,Department,Phone,Telefon,Billing City,Shipping City"
    text = (
        f"{head}/1,Nordwind,5,O,D,555 0100,555 0101,Leeds,York/2,Bluepeak,7,O,D,555 0200,,Bonn,Ulm"
    )
    report, _links = _matched(tmp_path, text, text)
    assert report.used == ("Größe", "name", "phone", "place")
    assert report.not_used == ("Department", "Owner", "Shipping City", "Telefon")


def test_a_column_that_both_files_fill_is_not_pushed_out_by_those_of_one(tmp_path: Path) -> None:
    left = "id,name,aa,ab,ac,ad,ae,af,segment,blank/1,Nordwind,1,1,1,1,1,1,red,"
    right = "id,name,segment,blank/1,Nordwind,red,x"
    report, _links = _matched(tmp_path, left, right)
    assert report.used == ("name", "segment")
    assert report.not_used == ("aa", "ab", "ac", "ad", "ae", "af", "blank")


def test_of_more_than_six_further_columns_the_rest_is_listed(tmp_path: Path) -> None:
    text = "id,name,c1,c2,c3,c4,c5,c6,c7/1,Nordwind,1,1,1,1,1,1,1"
    report, _links = _matched(tmp_path, text, text)
    assert report.not_used == ("c7",)


def test_a_website_that_only_a_name_could_answer_counts_for_firms_alone(tmp_path: Path) -> None:
    text = "id,name,website/1,Ann Lee,acme.com"
    report, _links = _matched(tmp_path, text, text, Kind.CONTACT)
    assert report.not_used == ("website",)
