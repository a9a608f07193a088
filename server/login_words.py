"""The words of the page that asks for the access token; the product's own are in static/js."""

from __future__ import annotations

LANGUAGES = ("en", "zh")

_WORDS = {
    "en": {
        "title": "This studio is private",
        "hint": "Enter the access token. The server showed it when it started, or whoever runs it "
        "gave it to you.",
        "token": "Access token",
        "enter": "Enter",
        "wrong": "This is not the token. Nothing was lost; try again.",
    },
    "zh": {
        "title": "此工作室不公开",
        "hint": "请输入访问令牌。服务器启动时会显示它，也可以向服务器的管理者索取。",
        "token": "访问令牌",
        "enter": "进入",
        "wrong": "令牌不正确。没有丢失任何内容，请重试。",
    },
}


def words(language: str) -> dict[str, str]:
    """All words, by what they are for."""
    return _WORDS[language]
