// @vitest-environment jsdom
import { act, cleanup, render } from '@testing-library/react';
import { useRef } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { useSentenceFocus } from './use-sentence-focus.ts';

afterEach(cleanup);

/** Two sections; the sentence is in one of them. */
function Paper({ at }: { at: 'first' | 'second' }) {
  const root = useRef<HTMLDivElement>(null);
  const focusLater = useSentenceFocus(root, at);
  const sentence = (
    <span data-sentence="s1" tabIndex={0}>
      Recheck potassium.
    </span>
  );
  return (
    <div ref={root}>
      <section>{at === 'first' && sentence}</section>
      <section>{at === 'second' && sentence}</section>
      <button onClick={() => focusLater('s1')}>move</button>
      <input aria-label="other" />
    </div>
  );
}

const focused = (): string | undefined => (document.activeElement as HTMLElement).dataset['sentence'];

describe('the focus of a sentence that moves', () => {
  it('is where it went, when the changed note is drawn after the focus was asked for', () => {
    Element.prototype.scrollIntoView = () => undefined;
    const { rerender, getByText } = render(<Paper at="first" />);
    act(() => getByText('move').click());
    expect(focused()).toBe('s1');
    rerender(<Paper at="second" />);
    expect(focused()).toBe('s1');
  });

  it('is not taken from what a person went to meanwhile, nor a second time', () => {
    Element.prototype.scrollIntoView = () => undefined;
    const { rerender, getByLabelText, getByText } = render(<Paper at="first" />);
    act(() => getByText('move').click());
    getByLabelText('other').focus();
    rerender(<Paper at="second" />);
    expect(document.activeElement).toBe(getByLabelText('other'));
    getByLabelText('other').blur();
    rerender(<Paper at="first" />);
    expect(focused()).toBeUndefined();
  });
});
