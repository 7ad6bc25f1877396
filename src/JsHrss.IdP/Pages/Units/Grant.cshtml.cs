using System.Collections.Immutable;
using JsHrss.Accounts.Catalogue;
using JsHrss.IdP.Web;
using JsHrss.IdP.Web.Units;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Pages.Units;

/// <summary>可经办业务范围设置 (R139): a tree of thousands of items, drawn once. Script only filters and counts it; without script a search shows the page again and keeps every tick.</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
[LongForm(values: ImportItems.MostItems + 16, bytes: 256 * 1024)]
internal sealed class GrantModel(ISignInDesk desk, IUnitDesk units, IMemberDesk members, UnitTexts texts) : MemberPage(desk, units, members, texts)
{
    private const int LongestWord = 100;

    private readonly IMemberDesk _members = members;

    private readonly UnitTexts _texts = texts;

    public ItemTree Tree { get; private set; } = null!;

    /// <summary>Codes that are ticked: granted, or as sent.</summary>
    public IReadOnlySet<string> Ticked { get; private set; } = ImmutableHashSet<string>.Empty;

    /// <summary>The version that is changed: the one the person saw.</summary>
    public int Version { get; private set; }

    /// <summary>What is searched for; empty: nothing.</summary>
    public string Word { get; private set; } = "";

    /// <summary>How many items hold the word.</summary>
    public int Found { get; private set; }

    public int Total { get; private set; }

    /// <inheritdoc />
    protected override string Action => "items";

    public async Task<IActionResult> OnGetAsync([FromRoute] string membership, [FromRoute] string member, CancellationToken ct)
    {
        if (await OpenAsync(membership, member, ct) is { } elsewhere)
            return elsewhere;
        Draw(Member.Version, Member.Items ?? [], "");
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string membership, [FromRoute] string member, [FromForm] int version, [FromForm] string? all, [FromForm] string? shown, [FromForm] string? query, [FromForm] string? find, CancellationToken ct)
    {
        if (await OpenAsync(membership, member, ct) is { } elsewhere)
            return elsewhere;
        // Read as sent: the framework binds no list of more than a thousand.
        var sent = Request.HasFormContentType ? Request.Form["Items"].OfType<string>().ToImmutableHashSet(StringComparer.Ordinal) : [];
        var word = query?.Trim() ?? "";
        Draw(version, sent, word.Length > LongestWord ? "" : word);
        // 全部事项 means what stood on the page, whoever changed the catalogue since.
        var isOther = all == "yes" && shown != Tree.Mark;
        if (all == "yes" && !isOther)
            Ticked = Tree.Grantable.Union(sent).ToImmutableHashSet(StringComparer.Ordinal);
        if (find is not null)
            return isOther ? Other() : Page();
        if (!await IsOwnFormAsync())
            return Stale();
        if (isOther)
            return Other();
        var answer = Told(await _members.GrantAsync(HttpContext, Target(version), [.. Ticked], ct), "items");
        // Where somebody else was first, the next press is about what stands there now.
        Version = Member.Version;
        return answer;
    }

    private Microsoft.AspNetCore.Mvc.RazorPages.PageResult Other()
    {
        Mistakes = [_texts.Mistake("items_changed")];
        return Page();
    }

    private void Draw(int version, IReadOnlySet<string> ticked, string word)
    {
        Tree = _members.Tree(Member.Items ?? []);
        (Version, Ticked, Word) = (version, ticked, word);
        Total = Tree.Grantable.Count();
        Found = word.Length == 0 ? Total : Tree.Roots.Sum(root => Count(root, false));

        int Count(ItemNode node, bool isMeant)
        {
            var isNamed = isMeant || node.IsNamed(word);
            return (node.IsGrantable && isNamed ? 1 : 0) + node.Below.Sum(below => Count(below, isNamed));
        }
    }
}
