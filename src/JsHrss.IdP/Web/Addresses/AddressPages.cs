using System.Collections.Immutable;
using System.Globalization;
using JsHrss.Accounts.Addresses;
using JsHrss.Accounts.Governance;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace JsHrss.IdP.Web.Addresses;

/// <summary>What the pages of both books do alike: they differ in who may enter and where a refusal leads, and that is theirs.</summary>
internal sealed class AddressPages(IAddressDesk desk, AddressTexts texts)
{
    /// <summary>The book as it stands now.</summary>
    public async ValueTask<AddressAnswer> ListAsync(BookAsked asked, string? remove, string? done, CancellationToken ct)
    {
        var (book, refusal) = await desk.ListAsync(asked.Browser, asked.Acting, ct);
        if (book is null)
            return new AddressAnswer.Refused(refusal!);
        return new AddressAnswer.List(new AddressListShown(book, asked.Home, asked.Mark)
        {
            Leaving = book.MayChange ? book.Find(remove) : null,
            Done = done is "added" or "changed" or "removed" or "preferred" ? done : null,
        });
    }

    /// <summary>Does one thing to an address of the list, or shows the list with why not.</summary>
    public async ValueTask<AddressAnswer> DoAsync(BookAsked asked, bool isRemoval, string? id, string? version, bool isOwnForm, CancellationToken ct)
    {
        var refusal = !isOwnForm ? AddressTexts.Stale
            : isRemoval ? await desk.RemoveAsync(asked.Browser, asked.Acting, new AddressTarget(id, Number(version)), ct)
            : await desk.PreferAsync(asked.Browser, asked.Acting, id, ct);
        if (refusal is null)
            return new AddressAnswer.Gone($"{asked.Home}?done={(isRemoval ? "removed" : "preferred")}");
        if (IsOfNoList(refusal))
            return new AddressAnswer.Refused(refusal);
        var shown = await ListAsync(asked, null, null, ct);
        return shown is AddressAnswer.List list ? new AddressAnswer.List(list.Shown with { Mistakes = [texts.Mistake(refusal)] }) : shown;
    }

    /// <summary>The form, as the address stands in the book.</summary>
    public async ValueTask<AddressAnswer> FormAsync(BookAsked asked, string id, CancellationToken ct)
    {
        var opened = await OpenAsync(asked, id, null, ct);
        // Nothing can be added: the book says so.
        return opened is AddressAnswer.Form { Shown: { Changed: null } form } && form.Mistakes.Count > 0 ? new AddressAnswer.Gone(asked.Home) : opened;
    }

    /// <summary>更换省份 without script: what was typed stays.</summary>
    public ValueTask<AddressAnswer> ProvinceAsync(BookAsked asked, string id, AddressFields fields, string? version, CancellationToken ct) => OpenAsync(asked, id, (fields, Number(version)), ct);

    /// <summary>Saves the form, or shows it again with all that is wrong.</summary>
    public async ValueTask<AddressAnswer> SaveAsync(BookAsked asked, string id, AddressFields fields, string? version, bool isOwnForm, CancellationToken ct)
    {
        var isNew = id == AddressFormShown.New;
        ImmutableArray<string> faults = !isOwnForm ? [AddressTexts.Stale]
            : isNew ? await desk.AddAsync(asked.Browser, asked.Acting, fields.Typed(), ct)
            : await desk.ChangeAsync(asked.Browser, asked.Acting, new AddressTarget(id, Number(version)), fields.Typed(), ct);
        if (faults.IsEmpty)
            return new AddressAnswer.Gone($"{asked.Home}?done={(isNew ? "added" : "changed")}");
        if (faults.FirstOrDefault(IsOfNoList) is { } refusal)
            return new AddressAnswer.Refused(refusal);
        var shown = await OpenAsync(asked, id, (fields, Number(version)), ct);
        if (shown is not AddressAnswer.Form { Shown: var form })
            return shown;
        form = form with { Mistakes = [.. faults.Select(texts.Mistake)] };
        // What stands there now is shown beside what was typed: saved once more, the latter stands.
        return new AddressAnswer.Form(faults.Contains(AddressErrors.Changed) && form.Changed is { } now ? form with { Version = now.Version, ShowsPresent = true } : form);
    }

    private async ValueTask<AddressAnswer> OpenAsync(BookAsked asked, string id, (AddressFields Fields, int Version)? typed, CancellationToken ct)
    {
        var (book, refusal) = await desk.ListAsync(asked.Browser, asked.Acting, ct);
        if (book is null)
            return new AddressAnswer.Refused(refusal!);
        if (!book.MayChange)
            return new AddressAnswer.Refused(GovernanceErrors.Forbidden);
        var isNew = id == AddressFormShown.New;
        var changed = isNew ? null : book.Find(id);
        if (!isNew && changed is null)
            return new AddressAnswer.Refused(AddressErrors.Unknown);
        return new AddressAnswer.Form(new AddressFormShown(typed?.Fields ?? (changed is null ? new AddressFields() : AddressFields.Of(changed.Address)), asked.Home, asked.Mark, changed)
        {
            Version = typed?.Version ?? changed?.Version ?? 0,
            IsDefaultAnyway = changed?.IsDefault ?? book.All.IsEmpty,
            Mistakes = isNew && book.IsFull ? [texts.Mistake(AddressErrors.Full)] : [],
        });
    }

    /// <summary>Refusals that no list and no form can tell: the page decides where they lead.</summary>
    private static bool IsOfNoList(string code) =>
        code is IAddressDesk.SignedOut or GovernanceErrors.UnitUnknown or GovernanceErrors.Forbidden or GovernanceErrors.NotServed;

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

/// <summary>Whose book a request is about.</summary>
/// <param name="Browser">The request.</param>
/// <param name="Home">Address of the book's page.</param>
/// <param name="Acting">Key of the membership acted in; null: one's own.</param>
/// <param name="Mark">Tells one person from any other.</param>
internal sealed record BookAsked(HttpContext Browser, string Home, string? Acting, string Mark);

/// <summary>What a page does next. A closed union.</summary>
internal abstract record AddressAnswer
{
    private AddressAnswer()
    {
    }

    /// <summary>Shows the book.</summary>
    internal sealed record List(AddressListShown Shown) : AddressAnswer;

    /// <summary>Shows the form.</summary>
    internal sealed record Form(AddressFormShown Shown) : AddressAnswer;

    /// <summary>Goes to another page of ours.</summary>
    internal sealed record Gone(string To) : AddressAnswer;

    /// <summary>Does neither, for a stable reason.</summary>
    internal sealed record Refused(string Code) : AddressAnswer;

    /// <summary>What a page makes of it.</summary>
    /// <param name="page">Which.</param>
    /// <param name="list">Takes the book; null: the page is no list.</param>
    /// <param name="form">Takes the form; null: the page is none.</param>
    /// <param name="refused">Where a reason leads.</param>
    public IActionResult At(PageModel page, Action<AddressListShown>? list, Action<AddressFormShown>? form, Func<string, IActionResult> refused)
    {
        switch (this)
        {
            case List shown when list is not null:
                list(shown.Shown);
                return page.Page();
            case Form shown when form is not null:
                form(shown.Shown);
                return page.Page();
            case Gone gone:
                return new SeeOther(gone.To);
            case Refused { Code: var code }:
                return refused(code);
            default:
                throw new InvalidOperationException($"This page does not show {GetType().Name}.");
        }
    }
}
