// The runtime's msgpack codec with its losses. Evaluated once in each context, so that every value it makes belongs to
// the context that receives it.
//   tools.refer(fn)       text of a new reference to a function
//   tools.resolve(text)   function that calls a reference
//   tools.utf8Write, utf8Slice, latin1Slice   Node's fast ways from text to bytes and back, used on any Uint8Array
//   tools.Bytes, View   the Uint8Array and DataView of one realm for all: packed bytes pass between many
//   tools.isArrayBuffer   knows an ArrayBuffer of any realm
//   tools.lua             encodes and decodes as the Lua runtime does
(tools) => {
  'use strict';
  const { Bytes, View, utf8Write, utf8Slice, latin1Slice, isArrayBuffer, lua } = tools;
  const { keys } = Object;
  const { isArray } = Array;
  const { call } = Function.prototype;
  const writeText = call.bind(utf8Write);
  const readText = call.bind(utf8Slice);
  const readLatin = call.bind(latin1Slice);
  const { fromCharCode } = String;
  const wellFormed = call.bind(String.prototype.isWellFormed);
  const generators = new Set([Object.getPrototypeOf(function* () {}), Object.getPrototypeOf(async function* () {})]);
  const KNOWN_TEXTS = 512;
  const REFERENCE = 10;
  const LOCAL_REFERENCE = 11;

  let bytes = new Bytes(4096);
  let view = new View(bytes.buffer);
  let at = 0;
  let busy = false;

  const room = (count) => {
    if (at + count <= bytes.length) return;
    const grown = new Bytes(Math.max(bytes.length * 2, at + count));
    grown.set(bytes);
    bytes = grown;
    view = new View(bytes.buffer);
  };

  /** A lone surrogate swallows what follows it: the pair is computed without looking at the second half. */
  const corrupt = (text) => {
    let out = '';
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit < 0xd800 || unit > 0xdfff) {
        out += fromCharCode(unit);
        continue;
      }
      i++;
      const point = (((unit - 0xd800) << 10) | ((text.charCodeAt(i) || 0) - 0xdc00)) + 0x10000;
      if (point >= 0x10000 && point <= 0x10ffff) out += String.fromCodePoint(point);
      else if (point >= 0 && point < 0xd800) out += fromCharCode(point);
      else out += '\ufffd';
    }
    return out;
  };

  const header = (count, small, limit, code16, code32) => {
    room(5);
    if (count <= limit) {
      bytes[at++] = small | count;
    } else if (count <= 0xffff) {
      bytes[at++] = code16;
      view.setUint16(at, count);
      at += 2;
    } else {
      bytes[at++] = code32;
      view.setUint32(at, count);
      at += 4;
    }
  };

  const string = (value) => {
    const { length } = value;
    if (length < 32) {
      // Short plain text, which most keys are.
      room(1 + length);
      const start = at;
      bytes[at++] = 0xa0 | length;
      let i = 0;
      for (; i < length; i++) {
        const unit = value.charCodeAt(i);
        if (unit > 0x7f) break;
        bytes[at++] = unit;
      }
      if (i === length) return;
      at = start;
    }
    const text = wellFormed(value) ? value : corrupt(value);
    room(5 + text.length * 3);
    const start = at;
    // The longest header first; the text moves down when its bytes fit a shorter one.
    const size = text.length * 3 < 32 ? 1 : text.length * 3 < 256 ? 2 : text.length * 3 < 65536 ? 3 : 5;
    const count = writeText(bytes, text, start + size, text.length * 3);
    const wanted = count < 32 ? 1 : count < 256 ? 2 : count < 65536 ? 3 : 5;
    if (wanted < size) bytes.copyWithin(start + wanted, start + size, start + size + count);
    if (wanted === 1) bytes[start] = 0xa0 | count;
    else if (wanted === 2) {
      bytes[start] = 0xd9;
      bytes[start + 1] = count;
    } else if (wanted === 3) {
      bytes[start] = 0xda;
      view.setUint16(start + 1, count);
    } else {
      bytes[start] = 0xdb;
      view.setUint32(start + 1, count);
    }
    at = start + wanted + count;
  };

  const number = (value) => {
    room(9);
    if ((value | 0) === value) {
      if (value >= 0) {
        if (value < 0x80) bytes[at++] = value;
        else if (value < 0x100) {
          bytes[at++] = 0xcc;
          bytes[at++] = value;
        } else if (value < 0x10000) {
          bytes[at++] = 0xcd;
          view.setUint16(at, value);
          at += 2;
        } else {
          bytes[at++] = 0xce;
          view.setUint32(at, value);
          at += 4;
        }
      } else if (value >= -0x20) bytes[at++] = value & 0xff;
      else if (value >= -0x80) {
        bytes[at++] = 0xd0;
        view.setInt8(at++, value);
      } else if (value >= -0x8000) {
        bytes[at++] = 0xd1;
        view.setInt16(at, value);
        at += 2;
      } else {
        bytes[at++] = 0xd2;
        view.setInt32(at, value);
        at += 4;
      }
      return;
    }
    bytes[at++] = 0xcb;
    view.setFloat64(at, value);
    at += 8;
  };

  const nothing = (value) => value === undefined || value === null;

  const functionValue = (value) => {
    if (generators.has(Object.getPrototypeOf(value))) {
      room(1);
      bytes[at++] = 0xc0;
      return;
    }
    const text = tools.refer(value);
    room(3 + text.length * 3);
    const count = writeText(bytes, text, at + 3, text.length * 3);
    bytes[at] = 0xc7;
    bytes[at + 1] = count;
    bytes[at + 2] = REFERENCE;
    at += 3 + count;
  };

  const list = (value) => {
    const { length } = value;
    header(length, 0x90, 15, 0xdc, 0xdd);
    for (let i = 0; i < length; i++) write(value[i]);
  };

  /** A table ends at its last value; with holes before it, it is a map of numbered keys. */
  const luaList = (value) => {
    let { length } = value;
    while (length > 0 && nothing(value[length - 1])) length--;
    let present = 0;
    for (let i = 0; i < length; i++) if (!nothing(value[i])) present++;
    if (present === length) {
      header(length, 0x90, 15, 0xdc, 0xdd);
      for (let i = 0; i < length; i++) write(value[i]);
      return;
    }
    header(present, 0x80, 15, 0xde, 0xdf);
    for (let i = 0; i < length; i++) {
      if (nothing(value[i])) continue;
      string(String(i + 1));
      write(value[i]);
    }
  };

  const map = (value) => {
    let names = keys(value);
    if (lua) names = names.filter((name) => !nothing(value[name]));
    if (names.length === 0) {
      if (isArrayBuffer(value)) {
        const source = new Uint8Array(value);
        room(5 + source.length);
        if (source.length < 0x100) {
          bytes[at++] = 0xc4;
          bytes[at++] = source.length;
        } else if (source.length < 0x10000) {
          bytes[at++] = 0xc5;
          view.setUint16(at, source.length);
          at += 2;
        } else {
          bytes[at++] = 0xc6;
          view.setUint32(at, source.length);
          at += 4;
        }
        bytes.set(source, at);
        at += source.length;
        return;
      }
      room(1);
      bytes[at++] = lua ? 0x90 : 0x80;
      return;
    }
    header(names.length, 0x80, 15, 0xde, 0xdf);
    for (let i = 0; i < names.length; i++) {
      const name = names[i];
      string(name);
      write(value[name]);
    }
  };

  const write = (value) => {
    switch (typeof value) {
      case 'string':
        string(value);
        return;
      case 'number':
        number(value);
        return;
      case 'boolean':
        room(1);
        bytes[at++] = value ? 0xc3 : 0xc2;
        return;
      case 'function':
        functionValue(value);
        return;
      case 'bigint':
        throw new TypeError('Unsupported type "bigint"');
      case 'object':
        if (value !== null) {
          if (isArray(value)) {
            if (lua) luaList(value);
            else list(value);
          } else map(value);
          return;
        }
    }
    room(1);
    bytes[at++] = 0xc0;
  };

  const packWith = (writer, value) => {
    // A getter may pack something itself while it is being packed.
    const outer = busy ? { bytes, view, at } : null;
    if (outer) {
      bytes = new Bytes(4096);
      view = new View(bytes.buffer);
    }
    busy = true;
    at = 0;
    try {
      writer(value);
      return bytes.slice(0, at);
    } finally {
      if (outer) ({ bytes, view, at } = outer);
      else {
        busy = false;
        if (bytes.length > 1 << 20) {
          bytes = new Bytes(4096);
          view = new View(bytes.buffer);
        }
      }
    }
  };

  let input = bytes;
  let inputView = view;
  let position = 0;
  let end = 0;

  const need = (count) => {
    if (position + count > end) throw new Error('BUFFER_SHORTAGE');
  };

  const texts = new Array(KNOWN_TEXTS);
  const sameText = (text, start) => {
    for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== input[start + i]) return false;
    return true;
  };

  const readString = (length) => {
    need(length);
    const start = position;
    position += length;
    if (length < 24) {
      // The same few keys and names come again and again: their texts are kept.
      let hash = length;
      let i = start;
      for (; i < position; i++) {
        const byte = input[i];
        if (byte > 0x7f) break;
        hash = (Math.imul(hash, 31) + byte) | 0;
      }
      if (i === position) {
        const slot = hash & (KNOWN_TEXTS - 1);
        const known = texts[slot];
        if (known !== undefined && known.length === length && sameText(known, start)) return known;
        const text = readLatin(input, start, position);
        texts[slot] = text;
        return text;
      }
    }
    return readText(input, start, position);
  };

  const readList = (length) => {
    const value = [];
    for (let i = 0; i < length; i++) value.push(read());
    return value;
  };

  const readMap = (length) => {
    const value = {};
    for (let i = 0; i < length; i++) {
      const name = read();
      const field = read();
      if (lua && field === undefined) continue;
      value[name] = field;
    }
    return value;
  };

  const readBinary = (length) => {
    need(length);
    const copy = input.slice(position, position + length);
    position += length;
    const own = new Uint8Array(length);
    own.set(copy);
    return own.buffer;
  };

  const readExtension = (length, type) => {
    need(length);
    if (type === REFERENCE || type === LOCAL_REFERENCE) {
      const text = readText(input, position, position + length);
      position += length;
      return tools.resolve(text);
    }
    const buffer = new Uint8Array(length);
    buffer.set(input.subarray(position, position + length));
    position += length;
    return { buffer, type };
  };

  const u8 = () => {
    need(1);
    return input[position++];
  };
  const u16 = () => {
    need(2);
    position += 2;
    return inputView.getUint16(position - 2);
  };
  const u32 = () => {
    need(4);
    position += 4;
    return inputView.getUint32(position - 4);
  };

  const read = () => {
    const code = u8();
    if (code < 0x80) return code;
    if (code < 0x90) return readMap(code & 0x0f);
    if (code < 0xa0) return readList(code & 0x0f);
    if (code < 0xc0) return readString(code & 0x1f);
    if (code >= 0xe0) return code - 0x100;
    switch (code) {
      case 0xc0:
        return lua ? undefined : null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xc4:
        return readBinary(u8());
      case 0xc5:
        return readBinary(u16());
      case 0xc6:
        return readBinary(u32());
      case 0xc7: {
        const length = u8();
        return readExtension(length, u8());
      }
      case 0xc8: {
        const length = u16();
        return readExtension(length, u8());
      }
      case 0xc9: {
        const length = u32();
        return readExtension(length, u8());
      }
      case 0xca:
        need(4);
        position += 4;
        return inputView.getFloat32(position - 4);
      case 0xcb:
        need(8);
        position += 8;
        return inputView.getFloat64(position - 8);
      case 0xcc:
        return u8();
      case 0xcd:
        return u16();
      case 0xce:
        return u32();
      case 0xcf:
        need(8);
        position += 8;
        return Number(inputView.getBigUint64(position - 8));
      case 0xd0:
        need(1);
        return inputView.getInt8(position++);
      case 0xd1:
        need(2);
        position += 2;
        return inputView.getInt16(position - 2);
      case 0xd2:
        need(4);
        position += 4;
        return inputView.getInt32(position - 4);
      case 0xd3:
        need(8);
        position += 8;
        return Number(inputView.getBigInt64(position - 8));
      case 0xd4:
        return readExtension(1, u8());
      case 0xd5:
        return readExtension(2, u8());
      case 0xd6:
        return readExtension(4, u8());
      case 0xd7:
        return readExtension(8, u8());
      case 0xd8:
        return readExtension(16, u8());
      case 0xd9:
        return readString(u8());
      case 0xda:
        return readString(u16());
      case 0xdb:
        return readString(u32());
      case 0xdc:
        return readList(u16());
      case 0xdd:
        return readList(u32());
      case 0xde:
        return readMap(u16());
      case 0xdf:
        return readMap(u32());
    }
    throw new Error(`Invalid type: 0x${code.toString(16)}`);
  };

  return {
    /** One value. */
    pack: (value) => packWith(write, value),
    /** A list of arguments: also in Lua its length is kept and its nils stay. */
    packList: (values) => packWith(list, values),
    /** What a Lua function returns: nothing, one value or several. */
    packReturn(values) {
      let { length } = values;
      while (length > 0 && nothing(values[length - 1])) length--;
      return packWith(list, values.slice(0, length));
    },
    unpack(packed) {
      const outer = { input, inputView, position, end };
      input = packed;
      inputView = new View(packed.buffer, packed.byteOffset, packed.byteLength);
      position = 0;
      end = packed.byteLength;
      try {
        return read();
      } finally {
        ({ input, inputView, position, end } = outer);
      }
    },
  };
};
