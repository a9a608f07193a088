"""Parsing an XML file that may be anything: entities and external documents are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sam.errors import FormatError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def parsed_xml(name: str, content: bytes) -> Element:
    """The root of an XML file.

    Raises:
        FormatError: no XML, or one with entities.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except ParseError as error:
        line, column = error.position
        where = f"line {line}, column {column + 1}"
        raise FormatError(f"{name} is no XML or cut off ({where}).") from None
    except (DefusedXmlException, ValueError, LookupError) as error:
        raise FormatError(f"{name} is XML that is not read ({type(error).__name__}).") from None
    return root
