import { app, protocol } from 'electron';
import type { Session, WebContents } from 'electron';
import { bodyOf, newNonce, pageHeaders } from '../../compose/page-policy.ts';
import { loadStaticFiles } from '../../compose/static-files.ts';
import { PAGE_ORIGIN, SCHEME, isAllowedPermission, isAllowedRequest, isOwnUrl } from './page-rules.ts';

/** Before the app is ready: our scheme is a secure origin of its own, with no privilege beyond a normal page's. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the renderer, and shuts every door that a page has no business with. */
export async function guardSession(
  session: Session,
  rendererDir: string,
  { mayHearComputer }: { mayHearComputer: () => boolean },
): Promise<void> {
  const files = await loadStaticFiles(rendererDir);
  session.protocol.handle(SCHEME, (request) => {
    const nonce = newNonce();
    const headers = pageHeaders(nonce, []);
    const url = new URL(request.url);
    if (!isOwnUrl(request.url) || request.method !== 'GET') return new Response(null, { status: 403, headers });
    const file = files.get(url.pathname === '/' ? '/index.html' : url.pathname);
    if (!file) return new Response(null, { status: 404, headers });
    return new Response(new Uint8Array(bodyOf(file, nonce)), {
      headers: { ...headers, 'Content-Type': file.contentType },
    });
  });
  session.webRequest.onBeforeRequest((details, callback) => {
    const isTool = !app.isPackaged && details.url.startsWith('devtools://');
    callback({ cancel: !isTool && !isAllowedRequest(details.url) });
  });
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    callback(
      isAllowedPermission(
        {
          permission,
          requestingUrl: details.requestingUrl,
          isMainFrame: details.isMainFrame,
          mediaTypes: 'mediaTypes' in details ? details.mediaTypes : undefined,
        },
        mayHearComputer(),
      ),
    );
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) =>
    isAllowedPermission(
      {
        permission,
        requestingUrl: requestingOrigin,
        isMainFrame: details.isMainFrame,
        mediaTypes: details.mediaType === undefined ? undefined : [details.mediaType],
      },
      mayHearComputer(),
    ),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(({ frame, securityOrigin }, callback) => {
    // The sound of the computer. A picture has to be named with it: our own page's, never a screen.
    const granted = frame !== null && isOwnUrl(`${securityOrigin}/`) && mayHearComputer();
    callback(granted ? { video: frame, audio: 'loopback' } : {});
  });
  session.on('will-download', (event) => event.preventDefault());
  // Dictionaries would be fetched from outside.
  session.setSpellCheckerEnabled(false);
}

/** For every page that ever exists in this process: it stays where it is and opens nothing. */
export function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('will-navigate', (event) => {
    if (event.url !== `${PAGE_ORIGIN}/`) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
}
