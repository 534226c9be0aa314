import { describe, expect, it } from "vitest";
import { savedToast } from "./saved-toast";

describe("savedToast", () => {
  it("warns when the new value names what is not in the catalog", () => {
    expect(
      savedToast("spec.owner", { version: 2, meanwhile: [], unresolved: ["group:default/ghosts"] }),
    ).toMatchObject({ tone: "warn", detail: "group:default/ghosts is not in the catalog." });
  });

  it("is a plain success otherwise", () => {
    const toast = savedToast("spec.owner", { version: 2, meanwhile: [], unresolved: [] });
    expect(toast.tone).toBe("ok");
    expect(toast).not.toHaveProperty("detail");
  });
});
