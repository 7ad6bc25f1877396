using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JsHrss.OpenId.Ports;

/// <summary>
/// One type of rich authorization requests (RFC 9396 §2.1). The host registers each as a singleton; the engine bounds, stores and carries the objects, and only their type knows what they mean.
/// </summary>
/// <remarks>All of it is pure: no member waits for anything, so that a request which names no details costs nothing more.</remarks>
public interface IAuthorizationDetailsType
{
    /// <summary>Value of the member <c>type</c>, compared byte by byte (§12).</summary>
    string Type { get; }

    /// <summary>
    /// A scope value that asks for everything of this type (§3.1), as an object would that has nothing but its <c>type</c>; null: none.
    /// A token whose request names details has not this scope, unless the request names it too.
    /// </summary>
    string? Scope => null;

    /// <summary>What is wrong with one object of a request: a member unknown, missing, or of a wrong type or value (§5). Null: nothing.</summary>
    /// <param name="detail">An object of this type without repeated members, a few levels deep.</param>
    /// <param name="client">Who asks; its registration names this type.</param>
    /// <returns>For the client's developer: printable ASCII without quote and backslash, and nothing of what was sent.</returns>
    string? FaultOf(JsonElement detail, Client client);

    /// <summary>Whether all that a new request asks for was allowed before, so that nobody needs to be asked again (§6.1). What it leaves out, it asks for wholly.</summary>
    /// <param name="allowed">Objects of this type, without fault.</param>
    /// <param name="asked">An object of this type, without fault.</param>
    bool Covers(ImmutableArray<JsonElement> allowed, JsonElement asked);

    /// <summary>
    /// An object as its person reads it when asked for a consent (§3): what it leaves to the host is written out as it is now, so that what the host comes to offer later is no part of what was consented to.
    /// </summary>
    /// <param name="asked">An object of this type, without fault.</param>
    /// <returns>Objects of this type, without fault, that together mean the same now. Empty: nothing is left of it.</returns>
    ImmutableArray<JsonElement> WriteOut(JsonElement asked) => [asked];

    /// <summary>The part of what was granted that a token request asks for (§6.1). What it leaves out is as it was granted.</summary>
    /// <param name="granted">Objects of this type, without fault, as they were asked at authorization.</param>
    /// <param name="asked">An object of this type, without fault.</param>
    /// <returns>Null: it asks for more than was granted.</returns>
    ImmutableArray<JsonElement>? Narrow(ImmutableArray<JsonElement> granted, JsonElement asked);

    /// <summary>What may be given now, by the standing as just read: never more than asked, enriched with what the client could not know (§7.1).</summary>
    /// <param name="question">For whom and what.</param>
    /// <returns>Empty: nothing of what was asked. Null: in this context there is nothing of this type at all.</returns>
    ImmutableArray<JsonObject>? Give(DetailsQuestion question);
}

/// <summary>What may be given of one type, for one token or for none yet?</summary>
/// <param name="Client">Who gets it, as registered now.</param>
/// <param name="Grant">Under which grant; only proposed while its person is still being asked.</param>
/// <param name="Standing">As <see cref="IHouse.Judge"/> gets it.</param>
/// <param name="Asked">Objects of this type: as asked at authorization, or as <see cref="IAuthorizationDetailsType.Narrow"/> or an earlier <see cref="IAuthorizationDetailsType.Give"/> answered them.</param>
/// <param name="Audience">Audience of the token, to which <c>locations</c> are compared (§9.1); null: of none yet.</param>
/// <param name="Now">UTC.</param>
public sealed record DetailsQuestion(Client Client, Grant Grant, IStanding Standing, ImmutableArray<JsonElement> Asked, string? Audience, DateTimeOffset Now);
