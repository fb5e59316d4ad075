/** What the window may do, as plain predicates: Electron's handlers ask them, and tests ask them without Electron. */

export const SCHEME = 'chartside';
export const PAGE_ORIGIN = `${SCHEME}://app`;
export const PAGE_URL = `${PAGE_ORIGIN}/`;

export function isOwnUrl(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed?.protocol === `${SCHEME}:` && parsed.host === 'app' && parsed.username === '' && parsed.password === '';
}

/** Requests of the page: its own files, and what it made itself. Nothing leaves this machine from a renderer. */
export function isAllowedRequest(url: string): boolean {
  if (isOwnUrl(url)) return true;
  const protocol = URL.parse(url)?.protocol;
  return protocol === 'data:' || (protocol === 'blob:' && url.startsWith(`blob:${PAGE_ORIGIN}/`));
}

export interface PermissionQuestion {
  readonly permission: string;
  /** Address (or origin) of the page that asks. */
  readonly requestingUrl: string;
  readonly isMainFrame: boolean;
  /** What `media` stands for, where Electron says it. */
  readonly mediaTypes: readonly string[] | undefined;
}

/**
 * The microphone for our own page, and nothing else: no camera, screen, location, notification, device, clipboard reading. What the computer
 * plays (`display-capture`) only while the clinician has chosen to hear it; what is handed out then is sound and our own page's picture.
 */
export function isAllowedPermission(question: PermissionQuestion, mayHearComputer = false): boolean {
  const { permission, requestingUrl, isMainFrame, mediaTypes } = question;
  if (!isMainFrame || !isOwnUrl(requestingUrl)) return false;
  if (permission === 'display-capture') return mayHearComputer;
  return permission === 'media' && mediaTypes?.length === 1 && mediaTypes[0] === 'audio';
}

/** Electron hears what the computer plays ("loopback") on Windows only, by its own documentation. */
export function canHearComputer(platform: string): boolean {
  return platform === 'win32';
}
