"""The readable report of a day: one HTML file beside its pictures."""

import datetime
import html
import pathlib
import shutil

STYLE = """
body{font:16px/1.5 'Noto Sans',sans-serif;color:#1d2327;background:#f4f3f0;margin:0}
main{max-width:1000px;margin:0 auto;padding:24px}
section{background:#fff;border:1px solid #dedbd4;border-radius:10px;padding:16px 24px;margin:16px 0}
h1{font-size:34px;margin:16px 0 0}h2{font-size:18px;margin:0 0 8px}
.ok{color:#1b7f45}.bad{color:#b3261e}p.dim{color:#5b6570;margin:4px 0}
li{margin:2px 0}figure{display:inline-block;margin:8px 8px 8px 0;vertical-align:top}
figure img{height:150px;border-radius:8px;border:1px solid #dedbd4;display:block}
figure.wide img{height:auto;width:100%;max-width:940px}
figcaption{font-size:13px;color:#5b6570;max-width:220px}
pre{background:#1d2428;color:#eef2f3;border-radius:8px;padding:12px;overflow-x:auto;font-size:13px}
table{border-collapse:collapse}td,th{padding:3px 16px 3px 0;text-align:left;font-size:14px;border-bottom:1px solid #dedbd4}
"""


class Report:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.parts, self.open, self.failed = [], False, None

    def section(self, title):
        self.end_section()
        print(f"\n{title}", flush=True)
        self.parts.append(f"<section><h2>{html.escape(title)}</h2>")
        self.open = True

    def end_section(self):
        if self.open:
            self.parts.append("</section>")
        self.open = False

    def seen(self, text):
        """Something that was checked and held."""
        print(f"  ok  {text}", flush=True)
        self.parts.append(f"<p><span class=ok>✓</span> {html.escape(text)}</p>")

    def note(self, text):
        print(f"      {text}", flush=True)
        self.parts.append(f"<p class=dim>{html.escape(text)}</p>")

    def shell(self, command, output):
        text = f"$ {command}\n{output.strip()}"
        self.parts.append(f"<pre>{html.escape(text)}</pre>")

    def table(self, head, rows):
        cells = lambda tag, row: "".join(f"<{tag}>{html.escape(str(c))}</{tag}>" for c in row)  # noqa: E731
        self.parts.append(f"<table><tr>{cells('th', head)}</tr>")
        self.parts += [f"<tr>{cells('td', row)}</tr>" for row in rows]
        self.parts.append("</table>")

    def picture(self, path, caption, wide=False):
        path = pathlib.Path(path)
        kept = self.folder / path.name
        if path.resolve() != kept.resolve():
            shutil.copyfile(path, kept)
        css = " class=wide" if wide else ""
        self.parts.append(f"<figure{css}><img src='{html.escape(path.name)}' alt=''>"
                          f"<figcaption>{html.escape(caption)}</figcaption></figure>")

    def fail(self, text):
        self.failed = text
        print(f"  FAILED  {text}", flush=True)
        self.parts.append(f"<p class=bad>✕ {html.escape(text)}</p>")

    def write(self, took):
        self.end_section()
        state = ("<p class=bad>The day broke off: see the red line below.</p>" if self.failed else
                 "<p class=ok>Everything below was done by the real programs and held.</p>")
        now = datetime.datetime.now().strftime("%Y-%m-%d %H:%M")
        page = (f"<!doctype html><html lang=en><meta charset=utf-8><title>A day at the gate</title><style>{STYLE}</style>"
                f"<main><h1>A day at the gate</h1><p class=dim>{now}, {took:.0f} seconds</p>{state}"
                + "\n".join(self.parts) + "</main></html>")
        target = self.folder / "report.html"
        target.write_text(page, encoding="utf-8")
        return target
