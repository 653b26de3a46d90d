import type { Outlet } from '../core/ports.ts';

const resource = GetCurrentResourceName();
const FRAME = `${resource}:frame`;

/** Frames from players. `source` is read first, before anything can replace it; local emits have none and are ignored. */
export function listen(receive: (playerId: number, payload: unknown) => void): void {
  onNet(`${resource}:call`, (payload: unknown) => {
    const playerId: unknown = source;
    if (typeof playerId === 'number' && playerId > 0) receive(playerId, payload);
  });
}

/** The packed bytes are made once for all receivers. */
export const outlet: Outlet = {
  send(playerIds, frame) {
    const packed = msgpack_pack([frame]);
    for (const playerId of playerIds) TriggerClientEventInternal(FRAME, String(playerId), packed, packed.length);
  },
};

export function onDropped(leave: (playerId: number) => void): void {
  on('playerDropped', () => {
    const playerId: unknown = source;
    if (typeof playerId === 'number') leave(playerId);
  });
}

/** Tells every tablet that survived a restart of the resource that its feeds are gone. */
export function resetAll(): void {
  const players = getPlayers().map(Number);
  if (players.length > 0) outlet.send(players, '{"t":"x"}');
}
