using System.Collections.Immutable;
using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Ports;

namespace JsHrss.IdP.Web;

/// <summary>What the consent page asks.</summary>
internal interface IConsentDesk
{
    /// <summary>What the client asks for, with the masked values it would get. Null: nobody is signed in.</summary>
    ValueTask<ConsentQuestion?> QuestionAsync(HttpContext browser, PendingInteraction pending, CancellationToken ct);

    /// <summary>The consent to what was ticked. Codes the question did not hold are ignored, required ones are added (case AZ-12). Null: nobody is signed in.</summary>
    /// <param name="browser">The person's browser.</param>
    /// <param name="pending">The waiting request.</param>
    /// <param name="ticked">Codes of <see cref="ConsentPart"/>.</param>
    /// <param name="ct">Cancels.</param>
    ValueTask<Consent?> ConsentAsync(HttpContext browser, PendingInteraction pending, ImmutableArray<string> ticked, CancellationToken ct);
}

/// <summary>Who asks for what.</summary>
/// <param name="Operator">Who runs the client, as registered; null when not registered.</param>
/// <param name="Parts">At least one.</param>
/// <param name="Days">How long the consent will hold; null: this client is asked about each time, or not at all.</param>
internal sealed record ConsentQuestion(string? Operator, ImmutableArray<ConsentPart> Parts, int? Days)
{
    /// <summary>The department's own.</summary>
    public bool IsOwn { get; init; }

    /// <summary>An app of this device, answered at an address that another app of it can take (RFC 8252 §8.6).</summary>
    public bool IsApp { get; init; }

    /// <summary>Stands for the person and the context that were asked; an answer that brings another one was given to another question (case RT-16).</summary>
    public string Of { get; init; } = "";
}

/// <summary>One datum, or a few that belong together.</summary>
/// <param name="Code">A scope, or a claim asked for by name; texts <c>Part.{code}</c> and <c>Part.{code}.why</c> of the consent texts.</param>
/// <param name="MaskedValue">What the client would get, masked; null when there is nothing yet.</param>
/// <param name="Required">The client cannot work without it.</param>
/// <param name="Sensitive">Sensitive personal data: a box of its own, never ticked beforehand (个人信息保护法 art. 29).</param>
internal sealed record ConsentPart(string Code, string? MaskedValue, bool Required, bool Sensitive)
{
    /// <summary>Business items asked for one by one; empty for every other part.</summary>
    public ImmutableArray<ConsentItem> Items { get; init; } = [];
}

/// <summary>A business item that a client asks for.</summary>
/// <param name="Name">As people read it.</param>
/// <param name="Actions">What it may do; texts <c>Action.{action}</c> of the consent texts.</param>
internal sealed record ConsentItem(string Name, ImmutableArray<string> Actions);
