import type { Text } from './texts.ts';

/** Why a player cannot hold a tablet now; null when nothing is in the way. Natives answer 1, not true. */
export function hindrance(): Text | null {
  const ped = PlayerPedId();
  if (IsEntityDead(ped) || isDown()) return 'dead';
  if (IsPedCuffed(ped)) return 'cuffed';
  if (IsPauseMenuActive()) return 'paused';
  return null;
}

/** Ambulance scripts stand a fallen player up again and keep the state in a bag. It only spares a useless screen. */
function isDown(): boolean {
  const { state } = LocalPlayer;
  return Boolean(state.isDead || state.dead);
}
