import '../zod-config.ts';
import '@fontsource-variable/atkinson-hyperlegible-next/wght.css';
import '@fontsource-variable/source-serif-4/wght.css';
import '@mantine/core/styles.css';
import '../ui/tokens.css';
import '../ui/global.css';
import { createBrowserMicrophone } from '../audio/microphone.ts';
import { mount } from '../mount.tsx';
import { createScriptedHost } from './scripted-host.ts';

const asked = new URLSearchParams(window.location.search).get('phase');
const host = createScriptedHost({ phase: asked === 'first-run' || asked === 'locked' ? asked : 'unlocked' });
mount(document.getElementById('root')!, host.connection, createBrowserMicrophone());
