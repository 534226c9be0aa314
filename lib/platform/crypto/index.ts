import {
  createCipheriv,
  createDecipheriv,
  createHash,
  hash,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";

/** SHA-256 in hex: how tokens and content are remembered without being kept. */
export function sha256(text: string | Uint8Array): string {
  return hash("sha256", text, "hex");
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
