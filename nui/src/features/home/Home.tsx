import { useEffect } from 'react';
import { useViewer } from '../../rpc/session.ts';
import { navigate } from '../../ui/navigation.ts';
import { ClientHome } from './ClientHome.tsx';
import { VisitorHome } from './VisitorHome.tsx';

/** The first screen: what is next for whoever holds the tablet. */
export function Home() {
  const viewer = useViewer();
  if (viewer.account?.client) return <ClientHome />;
  if (viewer.permissions.includes('request.read')) return <ToBoard />;
  return <VisitorHome />;
}

/** Staff without an account of their own have nothing at home: their work is on the board. */
function ToBoard() {
  useEffect(() => navigate('/studio/requests', { replace: true }), []);
  return null;
}
