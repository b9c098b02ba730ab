"""The pages that a person sees in the browser. They need no script."""

from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape

from sfdesk.practice.files import resources
from sfdesk.practice.wire import Reply

HTML = "text/html;charset=UTF-8"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(resources() / "practice"),
        autoescape=select_autoescape(default=True, default_for_string=True),
    )


def page(name: str, status: int = 200, **values: Any) -> Reply:
    """Return a page with its values filled in."""
    text = _environment().get_template(f"{name}.html").render(**values)
    return Reply(status, text, {"Cache-Control": "no-cache,no-store"}, HTML)


def problem(code: str, message: str) -> Reply:
    """Return the page that ends a sign-in without ever going back to the app."""
    return page("problem", 400, code=code, message=message)


def redirect(address: str, **headers: str) -> Reply:
    """Send the browser somewhere else."""
    return Reply(302, b"", {"Location": address, **headers}, HTML)
