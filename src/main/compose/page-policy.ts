import { randomBytes } from 'node:crypto';
import type { StaticFile } from './static-files.ts';

/** Placeholder that the build writes wherever a nonce belongs (`html.cspNonce` in src/renderer/vite.config.ts). */
export const NONCE_PLACEHOLDER = 'CHARTSIDE_CSP_NONCE';

export function newNonce(): string {
  return randomBytes(16).toString('base64');
}

/**
 * The page may load its own files and talk to its own host, and nothing else. `nonce` is for the one style element that the
 * component library writes at run time; no inline script, no eval. `connect`: what it may reach beside its own files.
 */
function contentSecurityPolicy(nonce: string, connect: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "worker-src 'self'",
    ["connect-src 'self'", ...connect].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export function pageHeaders(nonce: string, connect: readonly string[]): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(nonce, connect),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    'Permissions-Policy':
      'microphone=(self), camera=(), display-capture=(self), geolocation=(), payment=(), usb=(), serial=(), hid=()',
  };
}

/** The file as it goes out: the page gets its nonce, everything else is as built. */
export function bodyOf(file: StaticFile, nonce: string): Buffer {
  if (!file.contentType.startsWith('text/html')) return file.bytes;
  return Buffer.from(file.bytes.toString('utf8').replaceAll(NONCE_PLACEHOLDER, nonce));
}
