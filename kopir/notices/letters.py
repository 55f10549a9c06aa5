"""A letter in the reader's language: plain text, and the same as simple HTML."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from kopir.base.tongue import base_language
from kopir.notices.acts.preferences import UNSUBSCRIBABLE, unsubscribe_token
from kopir.notices.links import PREFERENCES_PATH, UNSUBSCRIBE_PATH, host, page_address
from kopir.notices.models import Letter, Notice
from kopir.notices.texts import render
from kopir.notices.words import Weight


def message_id(letter: Letter) -> str:
    """The same for the same letter for ever, so that a mailbox and the folder know a second copy."""
    return f"<{hashlib.sha256(letter.key.encode()).hexdigest()[:32]}@{host()}>"


def written(letter: Letter) -> EmailMultiAlternatives:
    """Ready to be sent. A list header stands only where one click may end such letters: never for legal terms and work."""
    language = base_language(letter.person.language)
    words = render(letter.notice, language)
    with override(language):
        link = page_address(letter.notice.path, language)
        why, stop = _why(letter.notice, language), _stop(letter, language)
        text, html = (
            _text(words.body, link, why, stop),
            _html(words.subject, words.body, link, why, stop, language),
        )
    message = EmailMultiAlternatives(
        words.subject,
        text,
        settings.DEFAULT_FROM_EMAIL,
        [letter.person.email],
        headers=_headers(letter, stop, language),
    )
    message.attach_alternative(html, "text/html")
    return message


def _headers(letter: Letter, stop: str, language: str) -> dict[str, str]:
    headers = {
        "Message-ID": message_id(letter),
        "Auto-Submitted": "auto-generated",
        "Content-Language": language,
    }
    if letter.notice.weight == Weight.DIGEST:
        headers |= {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return headers


def _why(notice: Notice, language: str) -> str:
    """Why this person gets the letter."""
    if notice.post is not None:
        return _("You get this letter because you answer for the post: %(post)s.") % {"post": notice.post.name(language).text}
    if notice.organisation is not None:
        return _("You get this letter because you act for the organisation: %(organisation)s.") % {
            "organisation": notice.organisation.name(language).text
        }
    return _("You get this letter because you have an account in Köpir.")


def _stop(letter: Letter, language: str) -> str:
    """Where to stop such letters; where there is nothing to stop, where one chooses."""
    if letter.notice.weight in UNSUBSCRIBABLE:
        token = unsubscribe_token(letter.person, letter.notice.weight)
        return page_address(UNSUBSCRIBE_PATH.format(token=token), language)
    return page_address(PREFERENCES_PATH, language)


def _footer(weight_link: str) -> str:
    return _("Which letters you get: %(link)s") % {"link": weight_link}


def _text(body: str, link: str, why: str, stop: str) -> str:
    opening = _("Open in Köpir:")
    return f"{body}\n\n{opening}\n{link}\n\n-- \n{why}\n{_footer(stop)}\n"


def _html(subject: str, body: str, link: str, why: str, stop: str, language: str) -> SafeString:
    paragraphs = format_html_join("", "<p>{}</p>", ((_lines(part),) for part in body.split("\n\n") if part.strip()))
    return format_html(
        '<!DOCTYPE html><html lang="{}"><head><meta charset="utf-8"><title>{}</title></head><body><h1>{}</h1>{}'
        '<p><a href="{}">{}</a></p><hr><p><small>{}<br><a href="{}">{}</a></small></p></body></html>',
        language, subject, subject, paragraphs, link, _("Open in Köpir"), why, stop, _("Which letters you get"),
    )  # fmt: skip


def _lines(paragraph: str) -> SafeString:
    return format_html_join("<br>", "{}", ((conditional_escape(line),) for line in paragraph.split("\n")))
