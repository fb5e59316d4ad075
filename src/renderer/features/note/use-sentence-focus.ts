import { useEffect, useRef, useState, type RefObject } from 'react';

export function focusSentence(root: ParentNode | null, id: string | undefined): void {
  if (id === undefined) return;
  const element = root?.querySelector<HTMLElement>(`[data-sentence="${CSS.escape(id)}"]`);
  element?.focus();
  // The bar below grows with what it tells of the sentence: look again once it has.
  if (element) requestAnimationFrame(() => element.scrollIntoView({ block: 'nearest' }));
}

/**
 * Moves the focus to a sentence once it is drawn: after an edit, a removal, an undo. A sentence that went to another place is a new element,
 * drawn when the changed note (`drawn`) is: the focus that went with the old one is given back, once.
 */
export function useSentenceFocus(
  root: RefObject<HTMLElement | null>,
  drawn: unknown,
): (id: string | undefined) => void {
  const [request, setRequest] = useState<{ id: string }>();
  const handled = useRef<{ request: { id: string }; drawn: unknown; again: boolean }>(undefined);
  useEffect(() => {
    if (!request) return;
    const before = handled.current;
    const isNew = before?.request !== request;
    if (!isNew && (before.again || before.drawn === drawn)) return;
    handled.current = { request, drawn, again: !isNew };
    if (isNew || isFocusLost()) focusSentence(root.current, request.id);
  }, [root, request, drawn]);
  return (id) => {
    if (id !== undefined) setRequest({ id });
  };
}

const isFocusLost = (): boolean => document.activeElement === null || document.activeElement === document.body;
