using System.Collections.Immutable;
using JsHrss.Accounts.Addresses;
using JsHrss.IdP.Web.Addresses;
using Microsoft.AspNetCore.Http;

namespace JsHrss.IdP.Tests.Pages;

/// <summary>Address books of one test: the same book whoever asks.</summary>
internal sealed class SceneAddresses(Scene scene) : IAddressDesk
{
    /// <summary>What stands in the book; null: it is told to nobody.</summary>
    public AddressBookShown? Book { get; set; } = Of(1);

    /// <summary>What every change is answered; empty: done.</summary>
    public ImmutableArray<string> Refusals { get; set; } = [];

    /// <summary>A book of so many addresses: long names, a landline, and one without postcode among them.</summary>
    public static AddressBookShown Of(int many, bool mayChange = true) => new([.. Enumerable.Range(1, many).Select(One)], 10 - many, mayChange);

    public static string Id(int n) => $"a_00000000000000000000000{n:000}";

    public ValueTask<(AddressBookShown? Book, string? Refusal)> ListAsync(HttpContext browser, string? acting, CancellationToken ct) =>
        ValueTask.FromResult(Book is null ? (null, IAddressDesk.SignedOut) : (Book, (string?)null));

    public ValueTask<ImmutableArray<string>> AddAsync(HttpContext browser, string? acting, AddressTyped typed, CancellationToken ct) => WriteAsync($"add {acting}", typed);

    public ValueTask<ImmutableArray<string>> ChangeAsync(HttpContext browser, string? acting, AddressTarget target, AddressTyped typed, CancellationToken ct) => WriteAsync($"change {acting} {target.Id} {target.Version}", typed);

    public ValueTask<string?> PreferAsync(HttpContext browser, string? acting, string? id, CancellationToken ct) => Told($"prefer {acting} {id}");

    public ValueTask<string?> RemoveAsync(HttpContext browser, string? acting, AddressTarget target, CancellationToken ct) => Told($"remove {acting} {target.Id} {target.Version}");

    /// <summary>What was typed is read by the domain, so that its faults are the real ones.</summary>
    private ValueTask<ImmutableArray<string>> WriteAsync(string what, AddressTyped typed)
    {
        scene.Told.Add($"{what} {typed.Recipient} {typed.District} {typed.Street} {typed.Postcode} {typed.Phone} {typed.MakeDefault}");
        var (_, faults) = PostalAddress.Read(typed);
        return ValueTask.FromResult(faults.IsEmpty ? Refusals : faults);
    }

    private ValueTask<string?> Told(string what)
    {
        scene.Told.Add(what);
        return ValueTask.FromResult(Refusals.IsEmpty ? null : Refusals[0]);
    }

    private static AddressShown One(int n) => new()
    {
        Id = Id(n),
        Version = n,
        IsDefault = n == 1,
        Address = PostalAddress.Read(n switch
        {
            2 => new("阿卜杜热合曼·示例长名样本智能装备与新材料研究开发股份有限公司人事部", "659001", string.Concat(Enumerable.Repeat("示例路口东行三百米的蓝色大门内", 7)), "832000", "0993-5550100-801", false),
            3 => new("EXAMPLE ALEXANDER-BARTHOLOMEW", "810000", "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft 1", null, "13000000040", false),
            _ => new("韩示亲", n % 2 == 0 ? "320102" : "320211", $"示例路{70 + n}号2幢301室", n == 4 ? null : "214000", "13000000030", false),
        }).Address!,
    };
}
