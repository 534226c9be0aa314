import { html, raw } from "hono/html";

export type Markup = ReturnType<typeof html>;

const css = `
:root{color-scheme:light;font:15px/1.5 Inter,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:#1a1f36;background:#f6f8fa}
*{box-sizing:border-box}body{margin:0;min-height:100vh}h1,h2,p{margin:0}a{color:#4338ca}
.bar{background:#fff7e0;color:#5c4300;font-size:13px;padding:6px 16px;text-align:center;border-bottom:1px solid #f0dfae}
.narrow{max-width:440px;margin:48px auto;padding:0 16px}.wide{max-width:960px;margin:32px auto;padding:0 16px}
.card{background:#fff;border:1px solid #e3e8ee;border-radius:12px;padding:24px;box-shadow:0 1px 3px rgb(26 31 54/.06);margin-bottom:16px}
h1{font-size:20px;font-weight:600;letter-spacing:-.01em}h2{font-size:15px;font-weight:600;margin-bottom:8px}
.muted{color:#525b70;font-size:13px}.stack>*+*{margin-top:12px}.row{display:flex;gap:12px;align-items:center;justify-content:space-between}
label{display:block;font-size:13px;font-weight:500;margin:12px 0 4px;color:#3c4257}
input{width:100%;font:inherit;padding:9px 12px;border:1px solid #8a93a6;border-radius:8px;background:#fff;color:inherit}
input:focus-visible,button:focus-visible,a:focus-visible{outline:3px solid #a5b4fc;outline-offset:1px}
button,.button{display:inline-block;font:inherit;font-weight:600;border:1px solid #d0d7e2;background:#fff;color:#1a1f36;border-radius:8px;padding:8px 14px;cursor:pointer;text-decoration:none}
button:hover{background:#f3f5f9}.primary{background:#4338ca;border-color:#4338ca;color:#fff;width:100%;padding:11px}.primary:hover{background:#3730a3}
.danger{color:#b42318;border-color:#f0c2bd}.problem{background:#fef0ef;color:#8c1d13;border:1px solid #f3c5c0;border-radius:8px;padding:10px 12px;margin:12px 0}
.notice{background:#ecf8f0;color:#14532d;border:1px solid #bfe5cb;border-radius:8px;padding:10px 12px;margin:12px 0}
table{width:100%;border-collapse:collapse;font-size:14px}th{text-align:left;font-weight:500;color:#525b70;font-size:13px}td,th{padding:8px 0;border-bottom:1px solid #edf0f4}
td.num,th.num{text-align:right;font-variant-numeric:tabular-nums}
.split{display:grid;grid-template-columns:1fr 1fr;min-height:calc(100vh - 33px)}.split>section{padding:56px 48px}.split>section>div{max-width:400px;margin:0 auto}
.split>main{background:#fff;padding:56px 48px;box-shadow:-15px 0 30px rgb(26 31 54/.05)}.split>main>div{max-width:400px;margin:0 auto}
.price{font-size:34px;font-weight:600;letter-spacing:-.02em}.pair{display:grid;grid-template-columns:1fr 1fr;gap:12px}
.person{display:flex;align-items:center;gap:12px;width:100%;text-align:left;margin-top:8px}.dot{width:32px;height:32px;border-radius:50%;background:#e0e7ff;color:#3730a3;display:grid;place-items:center;font-weight:600;flex:none}
@media(max-width:760px){.split{grid-template-columns:1fr}.split>section,.split>main{padding:28px 20px}}`;

/** A whole page of a stand-in, with the strip that says it is one. */
export function page(title: string, strip: string, body: Markup): Markup {
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title><link rel="icon" href="data:,"><style>${raw(css)}</style></head><body><header class="bar">${strip}</header>${body}</body></html>`;
}
