"""What readers call each form; apart from the readers themselves, because the window needs the words long before them."""

FORM_LABELS = {
    "docx": "Word document",
    "sami": "SAMI captions (SMI)",
    "web-page": "Web page",
    "ttml": "TTML captions",
    "timedtext": "YouTube captions (XML)",
    "podcast-feed": "Podcast feed (RSS, Atom)",
    "speech-json": "Transcript in JSON",
    "segments-table": "Table of segments",
    "webvtt": "WebVTT captions",
    "subrip": "SubRip captions (SRT)",
    "sbv": "SubViewer captions (SBV)",
    "ass": "Subtitle script (ASS, SSA)",
    "lrc": "Timed lyrics (LRC)",
    "labelled-text": "Transcript with names",
    "rolling-captions": "Rolling captions in Markdown",
    "digest-page": "A page of digests",
    "youtube-captions": "A caption dump",
    "word-per-line": "Captions, one word a line",
    "feed-page": "A page of feed items",
    "plain-text": "Plain text",
}
