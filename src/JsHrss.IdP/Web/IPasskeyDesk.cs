using JsHrss.OpenId.Interaction;

namespace JsHrss.IdP.Web;

/// <summary>Signing in by passkey, for the pages.</summary>
internal interface IPasskeyDesk
{
    /// <summary>How the sign-in page offers it.</summary>
    ValueTask<PasskeyOffer> OfferAsync(HttpContext browser, PendingInteraction? pending, CancellationToken ct);

    /// <summary>What the browser needs to ask for a passkey, as JSON: a ticket to send back, and options for <c>navigator.credentials.get</c>.</summary>
    ValueTask<string> QuestionAsync(HttpContext browser, PendingInteraction? pending, CancellationToken ct);

    /// <summary>Proves a person by a passkey's answer; like a password's proof it joins the browser's session or begins one.</summary>
    ValueTask<SignInResult> SignInAsync(HttpContext browser, PendingInteraction? pending, PasskeyAnswer answer, CancellationToken ct);
}

/// <summary>What a browser sent back.</summary>
/// <param name="Ticket">As it was given; may be anything.</param>
/// <param name="Credential">The authenticator's answer as JSON; may be anything.</param>
internal sealed record PasskeyAnswer(string? Ticket, string? Credential)
{
    /// <inheritdoc />
    public override string ToString() => nameof(PasskeyAnswer);
}

/// <summary>How the sign-in page offers passkeys.</summary>
/// <param name="IsStepUp">Somebody is signed in, has passkeys, and is asked to prove it once more: exactly that person's passkeys are asked for, and they come first on the page.</param>
internal sealed record PasskeyOffer(bool IsStepUp);
