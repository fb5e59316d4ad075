import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Who may talk to the host. A one-time token in the printed address is exchanged for a session cookie; nothing else
 * opens a session. Tokens and sessions live in memory only: a restart ends them.
 */
export interface SessionGate {
  /** A fresh token. The one before it, if still unused, is void. */
  issueToken(): string;
  /** The session's cookie header when the token is the live one; it is spent then. */
  redeem(token: string): { setCookie: string } | undefined;
  hasSession(cookieHeader: string | undefined): boolean;
}

/** Sessions of one run: a browser holds one; the bound keeps a script that redeems in a loop from growing memory. */
const MAX_SESSIONS = 16;

export function createSessionGate(port: number): SessionGate {
  // Cookies are not kept apart by port, so the name is: two profiles served side by side do not log each other out.
  const cookieName = `chartside_${port}`;
  let token: Buffer | undefined;
  const sessions: Buffer[] = [];
  const secret = () => randomBytes(32).toString('base64url');

  return {
    issueToken() {
      const text = secret();
      token = sha256(text);
      return text;
    },
    redeem(candidate) {
      if (!token || !timingSafeEqual(sha256(candidate), token)) return undefined;
      token = undefined;
      const session = secret();
      sessions.push(sha256(session));
      if (sessions.length > MAX_SESSIONS) sessions.shift();
      return { setCookie: `${cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict` };
    },
    hasSession(cookieHeader) {
      const candidate = cookieValue(cookieHeader, cookieName);
      if (candidate === undefined) return false;
      const digest = sha256(candidate);
      return sessions.some((session) => timingSafeEqual(digest, session));
    },
  };
}

/** Hashed first, so that the comparison is over equal lengths and takes the same time whatever is guessed. */
function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function cookieValue(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const equals = part.indexOf('=');
    if (equals > 0 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return undefined;
}
