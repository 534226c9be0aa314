import { html, raw } from "hono/html";
import type { Markup } from "../../kit/page";

// Groups the number in fours and blocks a second click, as the real page does.
const script = `
for (const form of document.querySelectorAll("form[data-once]")) form.addEventListener("submit", () => {
  for (const b of form.querySelectorAll("button")) { b.setAttribute("aria-disabled","true"); b.style.opacity=".6" }
});
document.getElementById("cardNumber")?.addEventListener("input", (e) => {
  const t = e.target; t.value = t.value.replace(/\\D/g,"").slice(0,19).replace(/(.{4})(?=.)/g,"$1 ");
});`;

/** The fields of a card; expiry and code are asked for but not judged. */
export function cardFields(): Markup {
  return html`<label for="cardNumber">Card number</label>
<input id="cardNumber" name="cardNumber" inputmode="numeric" autocomplete="cc-number" placeholder="1234 1234 1234 1234" required>
<div class="pair"><div><label for="cardExpiry">Expiry (MM / YY)</label><input id="cardExpiry" name="cardExpiry" autocomplete="cc-exp" placeholder="12 / 34" required></div>
<div><label for="cardCvc">Security code</label><input id="cardCvc" name="cardCvc" inputmode="numeric" autocomplete="cc-csc" placeholder="123" required></div></div>
<script>${raw(script)}</script>`;
}

/** What went wrong, said to screen readers too. */
export function problemBox(problem: string | undefined): Markup | string {
  return problem === undefined ? "" : html`<div class="problem" role="alert">${problem}</div>`;
}
