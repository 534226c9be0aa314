import { expect, it } from "vitest";
import { isPublicAddress } from "./address";

// A loss here lets a plugin or an SSO form read the cloud's metadata or our own database (security.md H5).
it.each([
  "127.0.0.1",
  "127.8.8.8",
  "0.0.0.0",
  "10.0.0.1",
  "172.16.0.1",
  "192.168.1.1",
  "169.254.169.254",
  "100.64.0.1",
  "168.63.129.16",
  "::1",
  "::",
  "::ffff:127.0.0.1",
  "::127.0.0.1",
  "64:ff9b::7f00:1",
  "fd00:ec2::254",
  "fe80::1",
  "ff02::1",
  "224.0.0.1",
  "255.255.255.255",
  "not-an-ip",
])("refuses %s", (address) => expect(isPublicAddress(address)).toBe(false));

it.each(["140.82.121.4", "2606:50c0:8000::154"])("lets %s pass", (address) =>
  expect(isPublicAddress(address)).toBe(true),
);
