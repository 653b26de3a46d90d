// What the runtime provides and the type packages leave out.
declare function msgpack_pack(value: unknown): string;
declare function TriggerClientEventInternal(name: string, target: string, packed: string, length: number): void;
declare function ScheduleResourceTick(resource: string): void;
