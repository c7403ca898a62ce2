/// Wire types of GS NFV-SOL 003 v3.7.1 (VNF life cycle and fault management), with the standard's own names. Attributes
/// that Manifold neither reads nor writes are left out; a receiver ignores what it doesn't know.
package enum SOL003 {}
