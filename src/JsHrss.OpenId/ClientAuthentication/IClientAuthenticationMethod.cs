using System.Collections.Immutable;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.ClientAuthentication;

/// <summary>One way for a client to authenticate (OpenID Connect Core §9), one file each.</summary>
internal interface IClientAuthenticationMethod
{
    /// <summary>Its registered name.</summary>
    ClientAuthenticationMethod Method { get; }

    /// <summary>The section it obeys.</summary>
    SpecRef Law { get; }

    /// <summary>Whether this request uses it.</summary>
    bool IsUsedBy(HttpRequest request, FormParameters form);

    /// <summary>Who the request says it is from, and what it shows as proof.</summary>
    Attempt<PresentedClient> Read(HttpRequest request, FormParameters form);

    /// <summary>Whether the proof is this client's.</summary>
    /// <param name="presented">As read by this method.</param>
    /// <param name="client">Null for unknown clients and for those of another method: the same work is done, and the answer is no (case CD-20).</param>
    /// <param name="ct">Cancels it.</param>
    ValueTask<ClientProof> ProveAsync(PresentedClient presented, Client? client, CancellationToken ct);
}

/// <summary>An unproven client. Each method adds what it shows as proof.</summary>
/// <param name="Id">Who it says it is.</param>
internal record PresentedClient(ClientId Id);

/// <summary>What became of a proof.</summary>
/// <param name="Because">Why it is none, for the log; null: it is one.</param>
/// <param name="Conditions">What must be remembered with it, in the same list as whatever the endpoint writes; a proof whose conditions cannot be written is none.</param>
internal sealed record ClientProof(string? Because, ImmutableArray<Change> Conditions)
{
    /// <summary>Proven, and nothing to remember.</summary>
    public static ClientProof Given { get; } = new(null, []);

    /// <summary>Neither proven nor refuted, and answered so; it does not count as a failure of whoever asked. Null for all others.</summary>
    public ProtocolError? Undecided { get; private init; }

    /// <summary>Not to be told now.</summary>
    public static ClientProof Later(ProtocolError answer) => new(answer.ForLog, []) { Undecided = answer };

    /// <summary>Not proven.</summary>
    public static ClientProof Missing(string because) => new(because, []);
}
