import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const accent: MantineColorsTuple = [
  '#e4eff2',
  '#c9dfe5',
  '#a3c8d2',
  '#78adbb',
  '#5393a5',
  '#337a8e',
  '#1f677c',
  '#0f5468',
  '#0b4152',
  '#062e3b',
];
const record: MantineColorsTuple = [
  '#fdecea',
  '#f8d3cf',
  '#f0aca6',
  '#e6827a',
  '#da5b51',
  '#cb3d33',
  '#b3261e',
  '#99201a',
  '#7c1814',
  '#5c100d',
];

/** Mantine, dressed in the tokens of tokens.css. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 5 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  colors: { accent, record },
  fontFamily: 'var(--font-ui)',
  headings: { fontFamily: 'var(--font-ui)', fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true, events: { hover: true, focus: true, touch: false } } },
    PasswordInput: { defaultProps: { visibilityToggleButtonProps: { tabIndex: 0 } } },
    // The page behind never scrolls as a whole, and the lock would write a style of its own into it.
    Modal: { defaultProps: { lockScroll: false } },
    Loader: { defaultProps: { type: 'dots' } },
  },
});

/** Mantine's own neutrals follow the tokens in every scheme, so that there is one set of greys. */
export const cssVariables: CSSVariablesResolver = () => {
  const neutrals = {
    '--mantine-color-body': 'var(--paper)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-3)',
    '--mantine-color-placeholder': 'var(--ink-3)',
    '--mantine-color-default': 'var(--paper)',
    '--mantine-color-default-hover': 'var(--ground-2)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-error': 'var(--danger)',
    '--mantine-color-disabled': 'var(--ground-2)',
    '--mantine-color-disabled-color': 'var(--ink-3)',
  };
  return { variables: { '--mantine-font-size-sm': 'var(--text-m)' }, light: neutrals, dark: neutrals };
};
