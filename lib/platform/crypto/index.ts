import {
  createCipheriv,
  createDecipheriv,
  createHash,
  hash,
  hkdfSync,
  randomBytes,
  randomUUID,
  timingSafeEqual,
} from "node:crypto";

/** SHA-256 in hex: how tokens and content are remembered without being kept. */
export function sha256(text: string | Uint8Array): string {
  return hash("sha256", text, "hex");
}

let lastMs = 0;
let count = 0;

/**
 * A UUID of version 7 (RFC 9562): 48 bits of time, 12 that count within a millisecond, 62 random. Rows keyed by it are
 * written side by side, where random keys would touch a page of the index each.
 */
export function timeOrderedUuid(): string {
  const nowMs = Date.now();
  // A clock set back, or 4,096 in a millisecond, must not break the order.
  if (nowMs > lastMs) [lastMs, count] = [nowMs, 0];
  else if (++count > 0xfff) [lastMs, count] = [lastMs + 1, 0];
  const time = lastMs.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count.toString(16).padStart(3, "0")}-${randomUUID().slice(19)}`;
}

/** A random URL-safe token of `bytes` bytes of entropy. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString("base64url");
}

export function randomKey(): Buffer {
  return randomBytes(32);
}

/** A 32-byte key for one purpose, derived from the master secret (HKDF, RFC 5869). */
export function deriveKey(masterBase64: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", Buffer.from(masterBase64, "base64"), "portico", purpose, 32));
}

/**
 * AES-256-GCM with a random 96-bit nonce. `aad` binds the text to its place: moved elsewhere it does not open.
 *
 * @returns base64url of nonce, tag and ciphertext, joined by dots
 */
export function seal(key: Uint8Array, plain: string | Uint8Array, aad: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(aad));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return [nonce, cipher.getAuthTag(), body].map((part) => part.toString("base64url")).join(".");
}

/** Opens what `seal` made. @throws Error when the key, the text or the place is not the one it was sealed with */
export function unseal(key: Uint8Array, sealed: string, aad: string): Buffer {
  const [nonce, tag, body] = sealed.split(".").map((part) => Buffer.from(part, "base64url"));
  if (!nonce || !tag || !body) throw new Error("not a sealed text");
  const decipher = createDecipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(aad));
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(body), decipher.final()]);
}

export function equalInConstantTime(a: string, b: string): boolean {
  const left = createHash("sha256").update(a).digest();
  const right = createHash("sha256").update(b).digest();
  return timingSafeEqual(left, right);
}
