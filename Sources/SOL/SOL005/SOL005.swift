/// Wire types of GS NFV-SOL 005 v3.7.1 (packages, NSDs, NS life cycle), with the standard's own names. Attributes that
/// Manifold neither reads nor writes are left out; a receiver ignores what it doesn't know.
package enum SOL005 {}
