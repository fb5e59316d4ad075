/** Placeholder that the build writes wherever a nonce belongs (`html.cspNonce` in electron.vite.config.ts). */
export const NONCE_PLACEHOLDER = 'CHARTSIDE_CSP_NONCE';

/**
 * The page may load its own files and talk to its own socket, and nothing else. `nonce` is for the one style element that
 * the component library writes at run time; no inline script, no eval.
 */
export function contentSecurityPolicy(host: string, nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "worker-src 'self'",
    `connect-src 'self' ws://${host}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export function securityHeaders(host: string, nonce: string): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(host, nonce),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    'Permissions-Policy':
      'microphone=(self), camera=(), display-capture=(), geolocation=(), payment=(), usb=(), serial=(), bluetooth=(), hid=()',
  };
}
