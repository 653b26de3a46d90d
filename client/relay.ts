const resource = GetCurrentResourceName();

interface RawRequest {
  readonly body?: unknown;
}

type Respond = (response: { status: number; headers: Record<string, string>; body: string }) => void;

/**
 * A callback of the page. It is answered before anything is done, since an unanswered request would stay open for
 * ever, and the page's calls are answered by messages anyway.
 */
export function onPage(callback: string, handle: (body: string) => void): void {
  RegisterRawNuiCallback(callback, (request: RawRequest, respond: Respond) => {
    respond({ status: 200, headers: { 'Content-Type': 'application/json' }, body: '{}' });
    handle(typeof request.body === 'string' ? request.body : '');
  });
}

/** Frames go through as the text that they are, both ways: what they say is between the page and the server. */
export function relayFrames(): void {
  onPage('call', (frame) => emitNet(`${resource}:call`, frame));
  onNet(`${resource}:frame`, (frame: unknown) => {
    if (typeof frame === 'string') SendNuiMessage(frame);
  });
}
