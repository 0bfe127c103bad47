// SPDX-License-Identifier: Apache-2.0
// Loaded before the conformance suite, whose servers would listen on every interface.
'use strict';
const { Server } = require('node:net');

// Not in listen(): with an address that one answers later, and the suite asks for the port at once.
const open = Server.prototype._listen2;
if (typeof open !== 'function') {
  throw new Error('This Node cannot be kept on the loopback interface');
}
Server.prototype._listen2 = function (address, port, family, ...others) {
  return address
    ? open.call(this, address, port, family, ...others)
    : open.call(this, '127.0.0.1', port, 4, ...others);
};
