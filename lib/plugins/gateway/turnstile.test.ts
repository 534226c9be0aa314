import { expect, it } from "vitest";
import { makeTurnstile } from "./turnstile";

it("lets few pass at a time, keeps keys apart and turns the excess away", async () => {
  const pass = makeTurnstile(2, 1);
  let open = () => {};
  const held = new Promise<void>((resolve) => {
    open = resolve;
  });
  let inside = 0;
  const enter = (key: string) =>
    pass(key, async () => {
      inside += 1;
      await held;
    });
  const all = [enter("a"), enter("a"), enter("a"), enter("b")];
  await Promise.resolve();
  expect(inside).toBe(3);
  await expect(enter("a")).rejects.toMatchObject({ code: "rate_limited" });
  open();
  await Promise.all(all);
  expect(inside).toBe(4);
});
