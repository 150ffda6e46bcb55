"""The archive's one stylesheet: readable on paper and on screen, no fonts or pictures from elsewhere."""

STYLE = """\
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --line: #8a8a8a; --accent: #00558c; --note: #f3efe4 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eee; --paper: #171717; --line: #8a8a8a; --accent: #8cc8f0; --note: #2b2821 }
}
* { box-sizing: border-box }
body { margin: 0; font: 1.05rem/1.6 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
body > * { max-width: 60rem; margin: 0 auto; padding: 0 1rem }
.springen { position: absolute; left: -99rem }
.springen:focus { position: static }
.archiv { background: var(--note); border: 1px solid var(--line); padding: .5rem .75rem; margin: 1rem 0 }
nav a { margin-right: 1rem }
main { padding-bottom: 2rem; overflow-wrap: anywhere }
h1, h2, h3 { line-height: 1.25 }
a { color: var(--accent) }
img { max-width: 100%; height: auto }
table { border-collapse: collapse; display: block; overflow-x: auto }
caption { text-align: left; font-weight: 600; padding: .3rem 0 }
th, td { border: 1px solid var(--line); padding: .3rem .5rem; text-align: left; vertical-align: top }
th, td { overflow-wrap: break-word }
blockquote { border-left: .25rem solid var(--line); margin-left: 0; padding-left: 1rem }
footer { border-top: 1px solid var(--line); padding: 1rem }
@media print { nav, .springen { display: none } body { font-size: 10pt } }
"""
