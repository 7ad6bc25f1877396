
namespace JsHrss.IdP.Web;

/// <summary>What the pages ask of sign-in. The bridge answers it over the domain; a page never learns how.</summary>
internal interface ISignInDesk
{
    /// <summary>Proves a person by account and password. On success the browser carries a session afterwards: its own, joined by this proof, or a new one (case RT-15).</summary>
    ValueTask<SignInResult> SignInPersonAsync(HttpContext browser, PersonForm form, CancellationToken ct);

    /// <summary>Proves a person as a member of a unit or institution by the triple of R107.</summary>
    ValueTask<SignInResult> SignInUnitAsync(HttpContext browser, UnitForm form, CancellationToken ct);

    /// <summary>Who is signed in at this browser. Null: nobody, or the cookie is malformed, unknown or ended (case HT-14).</summary>
    ValueTask<SignedInPerson?> CurrentAsync(HttpContext browser, CancellationToken ct);

    /// <summary>The same for what a page fetches by itself: no use of the session (case RT-22).</summary>
    ValueTask<SignedInPerson?> GlimpseAsync(HttpContext browser, CancellationToken ct);
}

/// <summary>The person form, as typed.</summary>
/// <param name="Account">Document number or mobile phone, not yet normalised.</param>
/// <param name="Password">As typed.</param>
/// <param name="AccountKind">Answer to <see cref="SignInResult.Ambiguous"/>: one of the kinds it offered; null when nothing was asked. Never trusted beyond that.</param>
internal sealed record PersonForm(string Account, string Password, string? AccountKind)
{
    /// <summary>The answer to the human challenge; null: none was shown.</summary>
    public string? Challenge { get; init; }

    /// <inheritdoc />
    public override string ToString() => nameof(PersonForm);
}

/// <summary>The unit form, as typed.</summary>
/// <param name="UnitCode">Unified social credit code, unit number or institution number.</param>
/// <param name="Account">Document number or mobile phone of the person.</param>
/// <param name="Password">The membership's password.</param>
/// <param name="AccountKind">As in <see cref="PersonForm"/>.</param>
/// <param name="UnitKind">The same for the unit's field.</param>
internal sealed record UnitForm(string UnitCode, string Account, string Password, string? AccountKind, string? UnitKind)
{
    /// <inheritdoc cref="PersonForm.Challenge" />
    public string? Challenge { get; init; }

    /// <inheritdoc />
    public override string ToString() => nameof(UnitForm);
}

/// <summary>Who is signed in, as pages may show it.</summary>
/// <param name="MaskedName">For instance 孙*.</param>
/// <param name="Level"><c>registered</c>, <c>real_name</c> or <c>real_person</c>.</param>
/// <param name="MaskedIdNumber">For instance *****0166; null when there is none.</param>
/// <param name="MaskedPhone">For instance 1*****06; null when there is none.</param>
/// <param name="SignedInAt">When the session began, UTC.</param>
/// <param name="Mark">Tells this person from any other without saying who: forms carry it, so that what was shown to one is not answered by another (case RT-16).</param>
internal sealed record SignedInPerson(string MaskedName, string Level, string? MaskedIdNumber, string? MaskedPhone, DateTimeOffset SignedInAt, string Mark = "");
