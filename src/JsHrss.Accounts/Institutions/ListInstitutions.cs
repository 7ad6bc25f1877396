using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Memberships;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Institutions;

/// <summary>A part of a list.</summary>
/// <typeparam name="T">Of what.</typeparam>
/// <param name="All">This part.</param>
/// <param name="Next">Behind which the next one begins; null: there is no more.</param>
public sealed record InstitutionPage<T>(ImmutableArray<T> All, InstitutionId? Next);

/// <summary>One of a unit's, with how many act in it.</summary>
/// <param name="Institution">What.</param>
/// <param name="Administrators">Its administrators, pending ones too: none or one.</param>
/// <param name="Agents">Its agents, pending ones too.</param>
public sealed record InstitutionListed(Institution Institution, int Administrators, int Agents);

/// <summary>「机构管理」: what a unit has and has asked for; and what waits for the officers.</summary>
public sealed class ListInstitutions(IInstitutionStore institutions, TimeProvider clock)
{
    /// <summary>Most in one part.</summary>
    public const int Most = 100;

    /// <summary>Those of the actor's own unit.</summary>
    /// <returns>Null: this role does not see them.</returns>
    public async ValueTask<InstitutionPage<Institution>?> OfUnitAsync(UnitActor actor, InstitutionId? after, int most, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.KeepsInstitutions)
            return null;
        return Page(await institutions.OfUnitAsync(actor.Unit.Unit, after, Bounded(most) + 1, ct).ConfigureAwait(false), most, one => one.Id);
    }

    /// <summary>The same, with how many act in each.</summary>
    /// <returns>Null: this role does not see them.</returns>
    public async ValueTask<InstitutionPage<InstitutionListed>?> WithMembersAsync(UnitActor actor, InstitutionId? after, int most, CancellationToken ct)
    {
        if (await OfUnitAsync(actor, after, most, ct).ConfigureAwait(false) is not { } page)
            return null;
        var seats = (await institutions.SeatsAsync(actor.Unit.Unit, clock.GetUtcNow() - Invitation.Lasts, ct).ConfigureAwait(false)).ToLookup(one => one.Institution);
        return new InstitutionPage<InstitutionListed>(
            [.. page.All.Select(one => new InstitutionListed(one, CountOf(one.Id, UnitRole.UnitAdministrator), CountOf(one.Id, UnitRole.Agent)))],
            page.Next);

        int CountOf(InstitutionId id, UnitRole role) => seats[id].Where(one => one.Role == role).Sum(one => one.Count);
    }

    /// <summary>One of the actor's own unit.</summary>
    /// <param name="actor">Who, for which unit.</param>
    /// <param name="institution">Which, as written; another unit's is none.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>It, or <see cref="InstitutionErrors.NotPermitted"/>, <see cref="InstitutionErrors.Unknown"/>.</returns>
    public async ValueTask<Result<Institution>> FindAsync(UnitActor actor, string? institution, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.KeepsInstitutions)
            return new Refusal(InstitutionErrors.NotPermitted);
        return InstitutionId.Read(institution) is { } id && await institutions.FindAsync(id, ct).ConfigureAwait(false) is { } found && found.Institution.Unit == actor.Unit.Unit
            ? found.Institution
            : new Refusal(InstitutionErrors.Unknown);
    }

    /// <summary>Those of all units in one state, for officers.</summary>
    public async ValueTask<InstitutionPage<InstitutionOfUnit>> InStateAsync(InstitutionStatus status, InstitutionId? after, int most, CancellationToken ct) =>
        Page(await institutions.InStateAsync(status, after, Bounded(most) + 1, ct).ConfigureAwait(false), most, one => one.Institution.Id);

    private static int Bounded(int most) => most is >= 1 and <= Most ? most : throw new ArgumentOutOfRangeException(nameof(most), most, "From 1 to 100.");

    private static InstitutionPage<T> Page<T>(ImmutableArray<T> found, int most, Func<T, InstitutionId> key) =>
        found.Length <= most ? new InstitutionPage<T>(found, null) : new InstitutionPage<T>(found[..most], key(found[most - 1]));
}
