import './ui/fonts.css';
import './ui/tokens.css';
import './ui/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { applyScale } from './app/settings.ts';
import { startTablet } from './app/tablet.ts';
import { api } from './rpc/client.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no place for the tablet');

applyScale();
createRoot(root).render(<App />);
startTablet(api);
