using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Institutions;

/// <summary>A part of a list.</summary>
/// <typeparam name="T">Of what.</typeparam>
/// <param name="All">This part.</param>
/// <param name="Next">Behind which the next one begins; null: there is no more.</param>
public sealed record InstitutionPage<T>(ImmutableArray<T> All, InstitutionId? Next);

/// <summary>「机构管理」: what a unit has and has asked for; and what waits for the officers.</summary>
public sealed class ListInstitutions(IInstitutionStore institutions)
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

    /// <summary>Those of all units in one state, for officers.</summary>
    public async ValueTask<InstitutionPage<InstitutionOfUnit>> InStateAsync(InstitutionStatus status, InstitutionId? after, int most, CancellationToken ct) =>
        Page(await institutions.InStateAsync(status, after, Bounded(most) + 1, ct).ConfigureAwait(false), most, one => one.Institution.Id);

    private static int Bounded(int most) => most is >= 1 and <= Most ? most : throw new ArgumentOutOfRangeException(nameof(most), most, "From 1 to 100.");

    private static InstitutionPage<T> Page<T>(ImmutableArray<T> found, int most, Func<T, InstitutionId> key) =>
        found.Length <= most ? new InstitutionPage<T>(found, null) : new InstitutionPage<T>(found[..most], key(found[most - 1]));
}
