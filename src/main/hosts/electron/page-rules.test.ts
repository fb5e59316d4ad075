import { describe, expect, it } from 'vitest';
import { canHearComputer, isAllowedPermission, isAllowedRequest, isOwnUrl } from './page-rules.ts';

describe('addresses', () => {
  it.each(['chartside://app/', 'chartside://app/assets/index.js', 'chartside://app/#/today'])('%s is ours', (url) => {
    expect(isOwnUrl(url)).toBe(true);
  });
  it.each([
    'https://example.org/',
    'chartside://evil/',
    'chartside://app.evil/',
    'chartside://user@app/',
    'chartsides://app/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'about:blank',
    '',
  ])('%j is not', (url) => {
    expect(isOwnUrl(url)).toBe(false);
  });
  it('may be requested when they are ours or made by our page', () => {
    expect(isAllowedRequest('chartside://app/x.js')).toBe(true);
    expect(isAllowedRequest('blob:chartside://app/1-2-3')).toBe(true);
    expect(isAllowedRequest('data:audio/wav;base64,AA==')).toBe(true);
    for (const url of ['https://example.org', 'http://127.0.0.1/', 'ws://127.0.0.1/', 'blob:https://example.org/1']) {
      expect(isAllowedRequest(url)).toBe(false);
    }
  });
});

describe('permissions', () => {
  const microphone = {
    permission: 'media',
    requestingUrl: 'chartside://app/',
    isMainFrame: true,
    mediaTypes: ['audio'],
  };
  it('are given to our page for the microphone', () => {
    expect(isAllowedPermission(microphone)).toBe(true);
  });
  it.each([
    { ...microphone, mediaTypes: ['video'] },
    { ...microphone, mediaTypes: ['audio', 'video'] },
    { ...microphone, mediaTypes: [] },
    { ...microphone, mediaTypes: undefined },
    { ...microphone, isMainFrame: false },
    { ...microphone, requestingUrl: 'https://example.org/' },
    ...['display-capture', 'geolocation', 'notifications', 'clipboard-read', 'fullscreen', 'hid', 'openExternal'].map(
      (permission) => ({ ...microphone, permission }),
    ),
  ])('are refused for $permission $mediaTypes of $requestingUrl', (question) => {
    expect(isAllowedPermission(question)).toBe(false);
  });
});

describe('what the computer plays', () => {
  const display = {
    permission: 'display-capture',
    requestingUrl: 'chartside://app/',
    isMainFrame: true,
    mediaTypes: undefined,
  };
  it('is given to our page only while the clinician has chosen it', () => {
    expect(isAllowedPermission(display)).toBe(false);
    expect(isAllowedPermission(display, true)).toBe(true);
    expect(isAllowedPermission({ ...display, isMainFrame: false }, true)).toBe(false);
    expect(isAllowedPermission({ ...display, requestingUrl: 'https://example.org/' }, true)).toBe(false);
    expect(isAllowedPermission({ ...display, permission: 'geolocation' }, true)).toBe(false);
  });
  it('can be had where Electron has it', () => {
    expect(['win32', 'darwin', 'linux'].map(canHearComputer)).toEqual([true, false, false]);
  });
});
