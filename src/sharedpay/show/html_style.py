"""How the HTML looks: light, dark, on paper, from 320 pixels on. Text has a contrast of 4.5 to 1 at the least."""

LIGHT = {
    "ink": "#1b1f24",
    "soft": "#545c66",
    "paper": "#ffffff",
    "band": "#f1f4f7",
    "line": "#c4ccd4",
    "key": "#0b5394",
}
DARK = {"ink": "#e9edf1", "soft": "#aab4be", "paper": "#16191d", "band": "#22272d", "line": "#47505a", "key": "#8ec5ff"}


def _variables(colours: dict[str, str]) -> str:
    return "".join(f"--sp-{name}:{colour};" for name, colour in colours.items())


STYLE = f"""
.sharedpay{{{_variables(LIGHT)}color-scheme:light;
color:var(--sp-ink);background:var(--sp-paper);font:15px/1.45 system-ui,"Segoe UI","DejaVu Sans",sans-serif;
max-width:46rem;padding:1rem 1.25rem;box-sizing:border-box;text-align:left}}
@media (prefers-color-scheme:dark){{.sharedpay{{{_variables(DARK)}color-scheme:dark}}
.sharedpay-page{{background:{DARK["paper"]}}}.sharedpay svg{{filter:brightness(1.35)}}}}
.sharedpay-page{{margin:0}}.sharedpay-page main{{max-width:46rem;margin:0 auto}}
.sharedpay h1,.sharedpay h2,.sharedpay h3{{font-family:inherit;font-weight:700}}
.sharedpay h1,.sharedpay h2{{font-size:1.4rem;line-height:1.25;margin:0 0 .75rem;color:var(--sp-ink)}}
.sharedpay h2:not(:first-child),.sharedpay h3{{font-size:1.05rem;margin:1.25rem 0 .35rem;color:var(--sp-ink)}}
.sharedpay dl{{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:0 0 1rem}}
.sharedpay dt{{color:var(--sp-soft)}}.sharedpay dd{{margin:0}}
.sharedpay .scroll{{overflow-x:auto;margin:0 0 1rem}}
.sharedpay .scroll:focus-visible{{outline:2px solid var(--sp-key);outline-offset:2px}}
.sharedpay figure{{margin:0 0 1rem}}.sharedpay figcaption{{font-weight:600;font-size:1.05rem;padding:.35rem 0}}
.sharedpay .bar{{display:block;width:100%;height:1.75rem}}
.sharedpay .bar rect{{stroke:var(--sp-paper);stroke-width:1;vector-effect:non-scaling-stroke}}
.sharedpay .key{{list-style:none;padding:0;margin:.5rem 0 0;display:grid;gap:.1rem 2rem;
grid-template-columns:repeat(auto-fit,minmax(15rem,1fr))}}
.sharedpay .key li{{display:grid;grid-template-columns:.8rem 1fr auto 4rem;gap:.5rem;align-items:center;margin:0}}
.sharedpay .key svg{{width:.8rem;height:.8rem}}.sharedpay .key .n{{text-align:right;white-space:nowrap;
font-variant-numeric:tabular-nums}}
.sharedpay table{{border-collapse:collapse;width:100%;margin:0;font-size:inherit;color:inherit;border:0}}
.sharedpay caption{{text-align:left;font-weight:600;font-size:1.05rem;padding:.35rem 0;color:var(--sp-ink);
caption-side:top}}
.sharedpay th,.sharedpay td{{text-align:left;vertical-align:top;padding:.25rem .5rem;border:0;
border-bottom:1px solid var(--sp-line);background:none;color:inherit;white-space:normal;max-width:none}}
.sharedpay th:first-child{{padding-left:0}}.sharedpay th:last-child,.sharedpay td:last-child{{padding-right:.25rem}}
.sharedpay thead th{{color:var(--sp-soft);font-weight:600;font-size:.87rem;white-space:nowrap}}
.sharedpay tbody th{{font-weight:400}}
.sharedpay td.n,.sharedpay th.n{{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}}
.sharedpay .stack{{font-size:.82rem}}.sharedpay td.d,.sharedpay td.v{{white-space:nowrap}}
.sharedpay .sub th,.sharedpay .sub td{{color:var(--sp-soft)}}
.sharedpay .total th,.sharedpay .total td{{font-weight:700;background:var(--sp-band);
border-top:2px solid var(--sp-key)}}
.sharedpay .total th:first-child{{padding-left:.4rem}}
.sharedpay ul,.sharedpay ol{{margin:0 0 1rem;padding-left:1.4rem}}.sharedpay li{{margin:.2rem 0}}
.sharedpay ul{{list-style:disc}}.sharedpay ol{{list-style:decimal}}
.sharedpay .steps li{{margin:.6rem 0}}
.sharedpay code{{display:block;font:.87rem/1.4 ui-monospace,"DejaVu Sans Mono",monospace;color:var(--sp-ink);
background:none;padding:0;overflow-wrap:anywhere}}
.sharedpay cite{{display:block;font-style:normal;font-size:.87rem;color:var(--sp-key)}}
.sharedpay footer{{font-size:.87rem;color:var(--sp-soft)}}
@media (max-width:30rem){{.sharedpay{{padding:.75rem .5rem;font-size:14px}}
.sharedpay dl{{grid-template-columns:1fr}}.sharedpay dd{{margin:0 0 .3rem}}
.sharedpay table{{font-size:13px}}.sharedpay th,.sharedpay td{{padding:.25rem .2rem;hyphens:auto}}
.sharedpay thead th{{white-space:normal;font-size:12px}}.sharedpay tbody th{{overflow-wrap:anywhere}}
.sharedpay .total th:first-child{{padding-left:.2rem}}.sharedpay td.v{{white-space:normal}}
.sharedpay .stack thead,.sharedpay .ledger thead{{display:none}}
.sharedpay .ledger tr{{display:grid;grid-template-columns:1fr auto;border-bottom:1px solid var(--sp-line)}}
.sharedpay .ledger tr>*{{border:0;padding:.15rem .2rem}}.sharedpay .ledger tr>:last-child{{grid-area:1/2}}
.sharedpay .ledger tr>:nth-child(2):not(:last-child){{grid-area:1/1}}
.sharedpay .ledger tr:not(.total)>th{{grid-area:2/1;padding-left:.2rem;color:var(--sp-soft)}}
.sharedpay .ledger td.d{{grid-area:2/2;color:var(--sp-soft);text-align:right}}
.sharedpay .named tr{{display:grid;grid-template-columns:repeat(3,1fr);border-bottom:1px solid var(--sp-line)}}
.sharedpay .named tr>*{{border:0}}.sharedpay .named tbody th{{grid-column:1/-1;padding-bottom:0}}
.sharedpay .named thead td{{display:none}}.sharedpay .named .total{{border-top:2px solid var(--sp-key)}}
.sharedpay .stack tr{{display:block;border-bottom:1px solid var(--sp-line)}}
.sharedpay .stack tr>*{{display:block;border:0;padding:.1rem 0}}.sharedpay .stack th{{font-weight:600}}}}
@media print{{.sharedpay{{{_variables(LIGHT)}color-scheme:light;max-width:none;padding:0;font-size:10pt}}
.sharedpay-page{{background:none}}.sharedpay .scroll{{overflow:visible}}.sharedpay svg{{filter:none}}
.sharedpay tr,.sharedpay li,.sharedpay figure{{break-inside:avoid}}.sharedpay thead{{display:table-header-group}}
.sharedpay h2,.sharedpay h3,.sharedpay caption{{break-after:avoid}}}}
"""
